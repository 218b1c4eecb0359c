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

const outcomeOf = (row) => (row.state === "unchanged" && row.notes ? "noted" : row.state);

function stateOf(row) {
  if (row.state !== "changed") return row.code || row.state;
  const said = { approved: "✓ approved", skipped: "skipped", open: "" }[choiceOf(row)];
  return said || (row.to ? "moves" : "");
}

const isBad = (row) => ["refused", "failed", "bug"].includes(row.state) || Boolean(row.unreadable);

// Rows that went out of sight are filled anew: to make one takes several times as long.
const spare = [];

function emptyRow() {
  const parts = ["name", "figures", "where", "state"].map((name) => element("span", { class: name }));
  parts[1].append(element("span", { class: "plus" }), element("span", { class: "minus" }));
  return element("div", { class: "row", role: "option" }, ...parts);
}

function filled(made, row, at) {
  const [name, figures, where, state] = made.children;
  const changes = row.state === "changed";
  name.textContent = shown(nameOf(row));
  figures.children[0].textContent = changes ? `+${row.added || 0} ` : "";
  figures.children[1].textContent = changes ? `−${row.removed || 0}` : "";
  where.textContent = shown(row.path.replace(/^content\//, ""));
  state.textContent = stateOf(row);
  made.id = `page-${row.n}`;
  const said = { "aria-posinset": at + 1, "aria-setsize": listed.length, "aria-selected": row === current, "data-at": at,
    "data-choice": canChoose(row) ? choiceOf(row) : "" };
  for (const [key, value] of Object.entries(said)) made.setAttribute(key, String(value));
  made.toggleAttribute("data-bad", isBad(row));
  made.style.transform = `translateY(${at * HEIGHT}px)`;
  return made;
}

function drawList(anew = false) {
  const from = Math.max(0, Math.floor(list.scrollTop / HEIGHT) - 4);
  const to = Math.min(listed.length, Math.ceil((list.scrollTop + list.clientHeight) / HEIGHT) + 4);
  if (anew) { pool.clear(); spare.push(...holder.children); }
  for (const [at, made] of pool) if (at < from || at >= to) { spare.push(made); pool.delete(at); }
  for (let at = from; at < to; at++) {
    if (pool.has(at)) continue;
    const made = filled(spare.shift() || emptyRow(), listed[at], at);
    if (!made.isConnected) holder.append(made);
    pool.set(at, made);
  }
  while (spare.length) spare.pop().remove();
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
  return (row) => states.has(outcomeOf(row)) && (!moved || !pressed(moved) || Boolean(row.to))
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
