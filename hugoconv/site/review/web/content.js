// What the page holds: an index of all pages, and their diffs in chunks that are read when they are asked for.
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const index = read("index");
const rows = index.rows;
const chunks = [];
const searchable = [];
const groups = new Map();
rows.forEach((row, n) => {
  row.n = n;
  if (row.group) groups.set(row.group, [...(groups.get(row.group) || []), row]);
});

function diffOf(row) {
  const at = Math.floor(row.n / index.chunk);
  chunks[at] ??= read(`diffs-${at}`);
  return chunks[at][row.n % index.chunk];
}

const together = (row) => (row.group ? groups.get(row.group) : [row]);

// A changed line is one list: what is the same, what goes, what comes, in turn.
const sideOf = (words, side) => words.filter((_, i) => i % 3 === 0 || i % 3 === side).join("");

function linesOf(hunk) {
  return hunk.slice(2).filter((line) => Array.isArray(line) || "+-".includes(line[0]))
    .flatMap((line) => (Array.isArray(line) ? [sideOf(line, 1), sideOf(line, 2)] : [line.slice(1)]));
}

function searchableOf(row) {
  searchable[row.n] ??= [row.path, row.to, row.message, ...(row.notes || []), ...(row.absent || []),
    ...diffOf(row).flatMap(linesOf)].join("\n").toLowerCase();
  return searchable[row.n];
}

// Search texts are made while nothing else is to do, so that the first search does not wait for all of them.
function prepare(from = 0) {
  const later = window.requestIdleCallback || ((call) => setTimeout(() => call({ timeRemaining: () => 5 }), 30));
  later((deadline) => {
    let at = from;
    while (at < rows.length && deadline.timeRemaining() > 3) searchableOf(rows[at++]);
    if (at < rows.length) prepare(at);
  });
}
