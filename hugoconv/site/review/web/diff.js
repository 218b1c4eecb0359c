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

function sameRows(pairs, split) {
  return pairs.map(([one, other]) => (split
    ? element("tr", {}, number(one.n), textCell(one, 1), number(other.n), textCell(other, 2))
    : element("tr", {}, number(one.n), number(other.n), element("td", { class: "sign" }), textCell(one, 1))));
}

function changedRows(pairs, split) {
  if (split) {
    return pairs.map(([one, other]) => element("tr", { class: "change" }, number(one?.n, one ? "gone" : "none"), textCell(one, 1),
      number(other?.n, other ? "come" : "none"), textCell(other, 2)));
  }
  const gone = pairs.filter(([one]) => one).map(([one]) => element("tr", { class: "change" }, number(one.n, "gone"), number(undefined, "gone"),
    element("td", { class: "sign gone" }, unseen("removed"), element("span", { "aria-hidden": "true" }, "−")), textCell(one, 1)));
  const come = pairs.filter(([, other]) => other).map(([, other]) => element("tr", { class: "change" }, number(undefined, "come"), number(other.n, "come"),
    element("td", { class: "sign come" }, unseen("added"), element("span", { "aria-hidden": "true" }, "+")), textCell(other, 2)));
  return [...gone, ...come];
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

function diffRows(hunks, split) {
  const made = [];
  hunks.forEach((hunk, n) => {
    if (n || hunk[0] > 1) made.push(remark("⋯", "gap"));
    const blocks = blocksOf(hunk);
    blocks.forEach((block, i) => {
      if (block.remark) made.push(remark(block.remark, "remark"));
      else made.push(...(block.same ? folded(block.pairs, split, i === 0, i === blocks.length - 1) : changedRows(block.pairs, split)));
    });
  });
  return made;
}

function diffTable(hunks, split) {
  const widths = split ? [3.4, null, 3.4, null] : [3.4, 3.4, 1.6, null];
  const columns = widths.map((width) => element("col", width ? { style: `width:${width}em` } : {}));
  const body = element("tbody");
  const made = diffRows(hunks, split);
  const more = () => {
    body.append(...made.splice(0, AT_ONCE));
    if (!made.length) return;
    const button = element("button", { type: "button" }, `${made.length} more rows`);
    const fold = element("tr", { class: "fold" }, element("td", { colspan: "4" }, button));
    button.onclick = () => { fold.remove(); more(); };
    body.append(fold);
  };
  more();
  const label = split ? "Changes, the old page left and the new one right" : "Changes";
  return element("table", { class: `diff ${split ? "split" : ""}`, "aria-label": label }, element("colgroup", {}, ...columns), body);
}
