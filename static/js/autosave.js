// A form with data-draft-url keeps what is being typed: every five seconds of change, and on leaving.
const EVERY = 5000;

for (const form of document.querySelectorAll("form[data-draft-url]")) {
  const box = form.querySelector("[data-draft]") || form.querySelector("textarea");
  const line = form.querySelector(".draft-kept");
  if (box) keep(form, box, line);
}

function keep(form, box, line) {
  let kept = box.value;
  let isSending = false;
  const say = (words) => { if (line && words) line.textContent = words; };

  async function send() {
    if (isSending || box.value === kept) return;
    isSending = true;
    const text = box.value;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.set("text", text);
    try {
      const answer = await fetch(form.dataset.draftUrl, { method: "POST", body, keepalive: text.length < 20000 });
      if (!answer.ok) throw new Error(answer.status);
      kept = text;
      const clock = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
      say(line?.dataset.kept?.replace("%s", clock));
    } catch {
      say(line?.dataset.away);
    } finally {
      isSending = false;
    }
  }

  setInterval(send, EVERY);
  addEventListener("visibilitychange", () => { if (document.hidden) send(); });
  form.addEventListener("submit", () => { kept = box.value; });
}
