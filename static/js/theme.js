// The colours change at once; the form posts the choice as it would without a script.
for (const form of document.querySelectorAll("form[data-theme-switch]")) {
  form.addEventListener("submit", (event) => {
    const chosen = event.submitter?.value;
    if (!chosen) return;
    event.preventDefault();
    const body = new FormData(form, event.submitter);
    fetch(form.action, { method: "POST", body }).catch(() => form.submit());
    if (chosen === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = chosen;
    for (const button of form.querySelectorAll("button")) {
      if (button === event.submitter) button.setAttribute("aria-pressed", "true");
      else button.removeAttribute("aria-pressed");
    }
  });
}
