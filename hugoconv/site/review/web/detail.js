// The page that is chosen: what becomes of it, what is said of it, and its diff.
const detail = document.getElementById("detail");
const narrow = window.matchMedia("(max-width: 800px)");
let isSplit = !window.matchMedia("(max-width: 1150px)").matches;
let opened = false;

let naming = 0;

function open(row, reading = false) {
  current = row;
  clearTimeout(naming);
  // A browser that is told too often takes it for an attack.
  naming = setTimeout(() => { if (current) history.replaceState(null, "", `#${encodeURIComponent(current.path)}`); }, 400);
  for (const made of pool.values()) made.setAttribute("aria-selected", String(listed[made.dataset.at] === row));
  if (row && listed.includes(row)) reveal(listed.indexOf(row));
  if (reading) document.body.classList.add("reading");
  drawList();
  drawDetail();
}

function drawDetail() {
  detail.scrollTop = 0;
  detail.replaceChildren(...(current ? detailOf(current) : [element("p", { class: "empty" }, "No page is listed.")]));
}

function pressable(text, key, isPressed, act) {
  const made = element("button", { type: "button", "aria-pressed": String(isPressed) }, text, " ", element("kbd", {}, key));
  made.onclick = act;
  return made;
}

function detailOf(row) {
  const back = element("button", { type: "button", id: "back" }, "← Pages");
  back.onclick = () => { document.body.classList.remove("reading"); drawList(); list.focus(); };
  const named = element("div", { class: "naming" }, element("h2", {}, shown(row.path)));
  if (row.to) named.append(element("p", { class: "move" }, `moves to ${shown(row.to)}`));
  const head = element("div", { class: "detail-head" }, named, canChoose(row) ? choiceButtons(row) : "");
  return [back, head, ...said(row), ...beside(row), ...(row.state === "changed" ? diffParts(row) : [])];
}

function choiceButtons(row) {
  const choice = choiceOf(row);
  return element("div", { class: "buttons", role: "group", "aria-label": "Choice" },
    pressable("Approve", "a", choice === "approved", () => decide(choice === "approved" ? "open" : "approved")),
    pressable("Skip", "s", choice === "skipped", () => decide(choice === "skipped" ? "open" : "skipped")));
}

// Texts of messages and meanings: what stands in backticks is code.
function inline(text) {
  return text.split("`").map((part, i) => (i % 2 ? element("code", {}, shown(part)) : shown(part)));
}

function meaningOf(code) {
  const [page, text] = index.meanings[code];
  const where = `${page}.md#${code}`;
  const parts = text.split(/\n\n+/).map((part) => (part.startsWith("```")
    ? element("pre", { tabindex: "0" }, part.replace(/^```.*\n?|\n?```$/g, "")) : element("p", {}, ...inline(part.replace(/\n/g, " ")))));
  const link = index.docs ? element("a", { href: `${index.docs.replace("*", page)}#${code}`, rel: "noopener" }, where) : element("code", {}, `docs/${where}`);
  return element("details", { class: "meaning" }, element("summary", {}, `What ${code} means`), ...parts, element("p", {}, "More: ", link));
}

// Below the message may stand the line that it is about, with a caret at the place.
function messageOf(row) {
  const [first, ...below] = row.message.split("\n");
  const source = below.length ? [element("pre", { tabindex: "0", "aria-label": "The line" }, below.map(shown).join("\n"))] : [];
  return element("div", { class: `message ${isBad(row) ? "bad" : ""}` }, ...inline(first), ...source);
}

function said(row) {
  const made = [];
  if (row.message) made.push(messageOf(row));
  if (row.unreadable) made.push(element("p", { class: "message bad" }, `There is no diff: ${row.unreadable}`));
  const notes = [...(row.notes || []), ...(row.absent || []).map((name) => `the page has no ${name}`)];
  if (notes.length) made.push(element("ul", { class: "said" }, ...notes.map((note) => element("li", {}, ...inline(note)))));
  for (const code of row.codes || []) if (index.meanings[code]) made.push(meaningOf(code));
  if (!made.length && row.state !== "changed") made.push(element("p", { class: "said" }, row.state === "unchanged" ? "Nothing changes." : row.state));
  return made;
}

function beside(row) {
  const made = [];
  const others = together(row).filter((one) => one !== row);
  if (others.length) {
    const buttons = others.map((one) => {
      const button = element("button", { type: "button" }, shown(one.path));
      button.onclick = () => open(one);
      return button;
    });
    made.push(element("p", { class: "group" }, "Chosen together with ", ...buttons.flatMap((button) => [button, " "])));
  }
  if (row.along) {
    const items = row.along.map(([from, to]) => element("li", {}, shown(`${from} → ${to}`)));
    const many = `${items.length} ${items.length === 1 ? "file moves" : "files move"} along`;
    made.push(element("details", { class: "along" }, element("summary", {}, many), element("ul", {}, ...items)));
  }
  return made;
}

function diffParts(row) {
  const hunks = diffOf(row);
  if (!hunks.length) return row.unreadable ? [] : [element("p", { class: "empty" }, "No line of the page changes.")];
  const split = isSplit && !narrow.matches;
  const figures = `${row.added || 0} ${row.added === 1 ? "line" : "lines"} added, ${row.removed || 0} removed`;
  const views = element("div", { class: "buttons" });
  if (!narrow.matches) views.append(pressable("Side by side", "v", split, toggleView));
  views.append(pressable("All lines", "e", opened, toggleFolds));
  return [element("div", { class: "diff-head" }, element("span", {}, figures), views), diffTable(hunks, split)];
}

function keepingFocus(draw) {
  const label = document.activeElement?.closest?.("#detail button")?.textContent;
  draw();
  if (label) [...detail.querySelectorAll("button")].find((button) => button.textContent === label)?.focus();
}

function toggleView() { isSplit = !isSplit; keepingFocus(drawDetail); }
function toggleFolds() { opened = !opened; keepingFocus(drawDetail); }

function decide(choice) {
  if (!current || !canChoose(current)) return;
  choose([current], choice);
  redraw();
}

function redraw() {
  const at = detail.scrollTop;
  const { approved, skipped, open: left } = tally();
  document.getElementById("tally").textContent = `${approved} approved, ${skipped} skipped, ${left} open`;
  drawList(true);
  keepingFocus(drawDetail);
  detail.scrollTop = at;
}

function jump(by) {
  const changes = [...detail.querySelectorAll(".change")].filter((row) => !row.previousElementSibling?.classList.contains("change"));
  const edge = detail.getBoundingClientRect().top + 40;
  const tops = changes.map((row) => row.getBoundingClientRect().top - edge);
  const next = by > 0 ? tops.find((top) => top > 8) : tops.filter((top) => top < -8).at(-1);
  if (next !== undefined) detail.scrollTop += next;
}
