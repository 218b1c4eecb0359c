// The keyboard, wherever the focus is but in a field or a dialog.
const choosing = (choice) => () => { decide(choice); step(1); };
const KEYS = {
  j: () => step(1), k: () => step(-1), n: () => jump(1), p: () => jump(-1), a: choosing("approved"), s: choosing("skipped"), u: choosing("open"),
  v: () => toggleView(), e: () => toggleFolds(), t: () => turnTheme(), "/": () => document.getElementById("text").focus(),
  "?": () => document.getElementById("keys").showModal(),
};
const IN_LIST = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const inField = event.target.closest("input, select, textarea");
  if (event.key === "Escape") {
    // A browser would empty the field.
    if (inField) { event.preventDefault(); list.focus(); } else document.body.classList.remove("reading");
    return;
  }
  if (inField) return;
  if (event.target === list && event.key in IN_LIST) { event.preventDefault(); step(IN_LIST[event.key]); return; }
  if (event.target === list && event.key === "Enter") { event.preventDefault(); open(current, true); detail.focus(); return; }
  if (KEYS[event.key]) { event.preventDefault(); KEYS[event.key](); }
});
