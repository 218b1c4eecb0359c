// What is approved and skipped: kept by this browser for this plan, and saved as a file for the command line.
const KEPT = `hugoconv review ${index.plan}`;
const choices = new Map();

function recall() {
  try {
    const known = new Set(rows.map((row) => row.path));
    for (const [path, choice] of JSON.parse(localStorage.getItem(KEPT) || "[]")) {
      if (known.has(path)) choices.set(path, choice);
    }
  } catch { /* a browser may keep nothing for files */ }
}

function keep() {
  try { localStorage.setItem(KEPT, JSON.stringify([...choices])); } catch { /* as above */ }
}

const choiceOf = (row) => choices.get(row.path) || "open";
const canChoose = (row) => row.state === "changed";

function choose(listed, choice) {
  for (const row of listed.filter(canChoose).flatMap(together)) {
    if (choice === "open") choices.delete(row.path);
    else choices.set(row.path, choice);
  }
  keep();
}

function pathsChosen(choice) {
  return rows.filter((row) => canChoose(row) && choiceOf(row) === choice).map((row) => row.path);
}

function tally() {
  const [approved, skipped] = [pathsChosen("approved").length, pathsChosen("skipped").length];
  return { approved, skipped, open: rows.filter(canChoose).length - approved - skipped };
}

function save() {
  const said = { format: index.format, plan: index.plan, approved: pathsChosen("approved"), skipped: pathsChosen("skipped") };
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(said, null, 1) + "\n"], { type: "application/json" }));
  link.download = "choices.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
