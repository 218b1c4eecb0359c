// Everything is connected, and the page drawn for the first time.
const byId = (id) => document.getElementById(id);

function theme(dark) {
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  byId("theme").textContent = dark ? "Light" : "Dark";
}

function turnTheme() {
  const dark = document.documentElement.dataset.theme !== "dark";
  theme(dark);
  try { localStorage.setItem("hugoconv theme", dark ? "dark" : "light"); } catch { /* a browser may keep nothing for files */ }
}

function preferred() {
  try {
    const kept = localStorage.getItem("hugoconv theme");
    if (kept) return kept === "dark";
  } catch { /* as above */ }
  return window.matchMedia("(prefers-color-scheme: dark)").matches;
}

// The page that the address names, so that it can be sent to somebody.
function linked() {
  try {
    const path = decodeURIComponent(location.hash.slice(1));
    return rows.find((row) => row.path === path) || null;
  } catch { return null; }
}

function tellSaved() {
  const { approved, skipped, open: left } = tally();
  byId("saved-text").textContent = `Approved: ${approved}. Not to be changed: ${skipped + left} (${skipped} skipped, ${left} open). `
    + (index.command ? "This changes what is approved:" : "In Python, on the same plan, this changes what is approved:");
  byId("saved-command").textContent = index.command ? `${index.command} --choices choices.json -w` : 'site.apply(plan.only("choices.json"))';
  byId("saved").showModal();
}

let waiting = 0;
let frame = 0;
theme(preferred());
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => theme(preferred()));
list.addEventListener("scroll", () => { if (!frame) frame = requestAnimationFrame(() => { frame = 0; drawList(); }); }, { passive: true });
list.addEventListener("click", (event) => {
  const made = event.target.closest(".row");
  if (made) { open(listed[made.dataset.at], true); }
});
document.querySelector(".filters").addEventListener("submit", (event) => event.preventDefault());
document.querySelector(".filters").addEventListener("change", filter);
byId("text").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 120); });
for (const button of document.querySelectorAll(".outcome")) {
  button.addEventListener("click", () => { button.setAttribute("aria-pressed", String(!pressed(button))); filter(); });
}
byId("theme").onclick = turnTheme;
byId("help").onclick = () => byId("keys").showModal();
byId("approve-all").onclick = () => { choose(listed, "approved"); redraw(); };
byId("skip-all").onclick = () => { choose(listed, "skipped"); redraw(); };
byId("forget").onclick = () => { if (window.confirm("Forget all that is approved and skipped?")) { choose(rows, "open"); redraw(); } };
byId("save").onclick = () => { save(); tellSaved(); };
window.addEventListener("resize", () => drawList());
narrow.addEventListener("change", drawDetail);
window.addEventListener("hashchange", () => open(linked() || current, true));
recall();
current = linked();
filter();
redraw();
prepare();
