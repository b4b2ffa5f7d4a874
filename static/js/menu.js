// An open menu closes on Escape, and on a click or a focus elsewhere.
const menus = document.querySelectorAll("details.menu");

for (const menu of menus) {
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
for (const kind of ["click", "focusin"]) {
  addEventListener(kind, (event) => {
    for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
  });
}
