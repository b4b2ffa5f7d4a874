// One-letter keys for those who have not switched them off: l, j, "g h", / and ?.
const places = document.body.dataset;

if ("shortcuts" in places) {
  let before = "";
  addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const key = before === "g" ? "g" + event.key : event.key;
    before = event.key;
    if (event.key === "/") return find(event);
    const address = { l: places.log, j: places.journal, gh: places.home, "?": places.help }[key];
    if (address) location.assign(address);
  });
}

function find(event) {
  const box = document.querySelector("input[type=search]");
  if (!box) return;
  event.preventDefault();
  box.focus();
}
