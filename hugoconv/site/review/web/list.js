// The list of pages: only the rows that can be seen are there.
const HEIGHT = 54;
const list = document.getElementById("list");
const holder = document.getElementById("rows");
const pool = new Map();
let listed = [];
let current = null;

function element(name, attributes = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...inside);
  return made;
}

function nameOf(row) {
  const parts = row.path.split("/");
  const file = parts.pop();
  return /^_?index\./i.test(file) && parts.length ? parts.pop() : file;
}

function stateOf(row) {
  if (row.state !== "changed") return row.code || row.state;
  const said = { approved: "✓ approved", skipped: "skipped", open: "" }[choiceOf(row)];
  return said || (row.to ? "moves" : "");
}

const isBad = (row) => ["refused", "failed", "bug"].includes(row.state) || Boolean(row.unreadable);

function figuresOf(row) {
  if (row.state !== "changed") return [];
  return [element("span", { class: "plus" }, `+${row.added || 0}`), " ", element("span", { class: "minus" }, `−${row.removed || 0}`)];
}

function rowElement(row, at) {
  const made = element("div", { class: "row", role: "option", id: `page-${row.n}`, "aria-posinset": at + 1, "aria-setsize": listed.length,
    "aria-selected": String(row === current), "data-choice": canChoose(row) ? choiceOf(row) : "" },
    element("span", { class: "name" }, shown(nameOf(row))), element("span", { class: "figures" }, ...figuresOf(row)),
    element("span", { class: "where" }, shown(row.path.replace(/^content\//, ""))), element("span", { class: "state" }, stateOf(row)));
  if (isBad(row)) made.dataset.bad = "";
  made.style.transform = `translateY(${at * HEIGHT}px)`;
  made.dataset.at = at;
  return made;
}

function drawList(anew = false) {
  if (anew) { pool.clear(); holder.replaceChildren(); }
  const from = Math.max(0, Math.floor(list.scrollTop / HEIGHT) - 6);
  const to = Math.min(listed.length, Math.ceil((list.scrollTop + list.clientHeight) / HEIGHT) + 6);
  for (const [at, made] of pool) if (at < from || at >= to) { made.remove(); pool.delete(at); }
  for (let at = from; at < to; at++) {
    if (!pool.has(at)) { pool.set(at, rowElement(listed[at], at)); holder.append(pool.get(at)); }
  }
  const seen = current && document.getElementById(`page-${current.n}`);
  if (seen) list.setAttribute("aria-activedescendant", seen.id); else list.removeAttribute("aria-activedescendant");
}

function reveal(at) {
  const top = at * HEIGHT;
  if (top < list.scrollTop) list.scrollTop = top;
  else if (top + HEIGHT > list.scrollTop + list.clientHeight) list.scrollTop = top + HEIGHT - list.clientHeight;
}

const pressed = (button) => button.getAttribute("aria-pressed") === "true";
const value = (id) => document.getElementById(id).value;

function wanted() {
  const states = new Set([...document.querySelectorAll("[data-state]")].filter(pressed).map((button) => button.dataset.state));
  const moved = document.getElementById("moved");
  const [section, field, code] = ["section", "field", "code"].map((id) => value(id) && value(id).slice(1));
  const has = (id, names, name) => !value(id) || (names || []).includes(name);
  const text = value("text").trim().toLowerCase();
  return (row) => states.has(row.state) && (!moved || !pressed(moved) || Boolean(row.to))
    && (!value("section") || (row.section || "") === section) && has("field", row.fields, field) && has("code", row.codes, code)
    && (!value("choice") || (canChoose(row) && choiceOf(row) === value("choice"))) && (!text || searchableOf(row).includes(text));
}

function filter() {
  listed = rows.filter(wanted());
  holder.style.height = `${listed.length * HEIGHT}px`;
  list.setAttribute("role", listed.length ? "listbox" : "group");
  const said = listed.length === rows.length ? `${rows.length} pages` : `${listed.length} of ${rows.length} pages`;
  document.getElementById("count").textContent = said;
  list.scrollTop = 0;
  open(listed.includes(current) ? current : listed[0] || null);
  drawList(true);
}

function step(by) {
  const at = listed.indexOf(current);
  const next = listed[Math.min(listed.length - 1, Math.max(0, at + by))];
  if (next) open(next);
}
