// A diff as a table, in one column or side by side; lines that are the same are folded but for three around a change.
const OPEN = 3;
const AT_ONCE = 400;
const PICTURES = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

// Characters that cannot be seen, or that turn text around, are named.
function shown(text) {
  return text.replace(PICTURES, (c) => (c === "\u007f" ? "␡" : String.fromCharCode(0x2400 + c.charCodeAt(0))))
    .replace(/[\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, (c) => `⟨U+${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`)
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      (c) => (c >= "\udc80" && c <= "\udcff" ? `⟨${(c.charCodeAt(0) - 0xdc00).toString(16).toUpperCase()}⟩` : "�"));
}

function textCell(row, side) {
  const kind = side === 1 ? "gone" : "come";
  if (row === undefined) return element("td", { class: "none" });
  if (!Array.isArray(row.text)) return element("td", { class: `text ${row.same ? "" : kind}` }, shown(row.text));
  const parts = row.text.map((part, i) => (!part || (i % 3 && i % 3 !== side) ? "" : i % 3 ? element(side === 1 ? "del" : "ins", {}, shown(part)) : shown(part)));
  return element("td", { class: `text ${kind}` }, ...parts);
}

const number = (n, kind = "") => element("td", { class: `number ${kind}` }, n === undefined ? "" : String(n));
const unseen = (text) => element("span", { class: "unseen" }, text);

// Blocks of lines: the same in both, or what went and what came in its place, a line at its counterpart.
function blocksOf([at, there, ...lines]) {
  const blocks = [];
  const block = (same) => {
    if (!blocks.length || blocks.at(-1).same !== same || blocks.at(-1).remark) blocks.push({ same, pairs: [] });
    return blocks.at(-1);
  };
  for (const line of lines) {
    const sign = Array.isArray(line) ? "~" : line[0];
    const text = Array.isArray(line) ? line : line.slice(1);
    if (sign === " ") block(true).pairs.push([{ same: true, text, n: at++ }, { same: true, text, n: there++ }]);
    else if (sign === "~") block(false).pairs.push([{ text, n: at++ }, { text, n: there++ }]);
    else if (sign === "-") block(false).pairs.push([{ text, n: at++ }, undefined]);
    else if (sign === "+") place(block(false).pairs, { text, n: there++ });
    else blocks.push({ remark: text, pairs: [] });
  }
  return blocks;
}

// A line that came stands beside the first one that went above it and has no counterpart.
function place(pairs, line) {
  let at = pairs.length;
  while (at > 0 && pairs[at - 1][0] && !pairs[at - 1][1]) at--;
  if (at < pairs.length) pairs[at][1] = line; else pairs.push([undefined, line]);
}

function sameRow([one, other], split) {
  return split
    ? element("tr", {}, number(one.n), textCell(one, 1), number(other.n), textCell(other, 2))
    : element("tr", {}, number(one.n), number(other.n), element("td", { class: "sign" }), textCell(one, 1));
}

const sameRows = (pairs, split) => pairs.map((pair) => sameRow(pair, split));

function splitRow([one, other]) {
  return element("tr", { class: "change" }, number(one?.n, one ? "gone" : "none"), textCell(one, 1),
    number(other?.n, other ? "come" : "none"), textCell(other, 2));
}

function oneRow(line, side) {
  const [kind, sign, word] = side === 1 ? ["gone", "−", "removed"] : ["come", "+", "added"];
  const numbers = side === 1 ? [line.n, undefined] : [undefined, line.n];
  return element("tr", { class: "change" }, ...numbers.map((n) => number(n, kind)),
    element("td", { class: `sign ${kind}` }, unseen(word), element("span", { "aria-hidden": "true" }, sign)), textCell(line, side));
}

function* changedRows(pairs, split) {
  if (split) { for (const pair of pairs) yield splitRow(pair); return; }
  for (const [one] of pairs) if (one) yield oneRow(one, 1);
  for (const [, other] of pairs) if (other) yield oneRow(other, 2);
}

function folded(pairs, split, isFirst, isLast) {
  const [above, below] = [isFirst ? 0 : OPEN, isLast ? 0 : OPEN];
  const hidden = pairs.slice(above, pairs.length - below);
  if (opened || hidden.length < 3) return sameRows(pairs, split);
  const button = element("button", { type: "button" }, `${hidden.length} unchanged lines`);
  const fold = element("tr", { class: "fold" }, element("td", { colspan: "4" }, button));
  button.onclick = () => fold.replaceWith(...sameRows(hidden, split));
  return [...sameRows(pairs.slice(0, above), split), fold, ...sameRows(below ? pairs.slice(-below) : [], split)];
}

const remark = (text, kind) => element("tr", { class: kind }, element("td", { colspan: "4" }, text));

// Rows are made as they are shown: a page may have thousands.
function* diffRows(hunks, split) {
  for (const [n, hunk] of hunks.entries()) {
    if (n || hunk[0] > 1) yield remark("⋯", "gap");
    const blocks = blocksOf(hunk);
    for (const [i, block] of blocks.entries()) {
      if (block.remark) yield remark(block.remark, "remark");
      else if (block.same) yield* folded(block.pairs, split, i === 0, i === blocks.length - 1);
      else yield* changedRows(block.pairs, split);
    }
  }
}

function diffTable(hunks, split) {
  const widths = split ? [3.4, null, 3.4, null] : [3.4, 3.4, 1.6, null];
  const columns = widths.map((width) => element("col", width ? { style: `width:${width}em` } : {}));
  const body = element("tbody");
  const made = diffRows(hunks, split);
  const more = () => {
    for (let count = 0; count < AT_ONCE; count++) {
      const { value: row, done } = made.next();
      if (done) return;
      body.append(row);
    }
    const button = element("button", { type: "button" }, "Show more");
    const fold = element("tr", { class: "fold" }, element("td", { colspan: "4" }, button));
    button.onclick = () => { fold.remove(); more(); };
    body.append(fold);
  };
  more();
  const label = split ? "Changes, the old page left and the new one right" : "Changes";
  return element("table", { class: `diff ${split ? "split" : ""}`, "aria-label": label }, element("colgroup", {}, ...columns), body);
}
