// The table of an answer: sorted by a click on a column's name, narrowed by words, columns left out; and code that is copied.
const order = new Intl.Collator(document.documentElement.lang, { numeric: true });

function prepare() {
  const table = document.getElementById("rows");
  const tools = document.getElementById("tools");
  if (!table || !tools) return;
  const rows = [...table.tBodies[0].rows];
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => sort(table, rows, heads, at));
  });
  tools.replaceChildren(finder(table, rows, tools), chooser(table, heads, tools));
}

function value(row, at) {
  const cell = row.cells[at];
  return cell.classList.contains("num") ? Number(cell.textContent) : (cell.querySelector("a") || cell).textContent;
}

// once up, once down, then as the query gave them
function sort(table, rows, heads, at) {
  const now = { none: "ascending", ascending: "descending", descending: "none" }[heads[at].ariaSort || "none"];
  heads.forEach((head) => head.removeAttribute("aria-sort"));
  if (now !== "none") heads[at].setAttribute("aria-sort", now);
  const sign = now === "descending" ? -1 : 1;
  const compare = (a, b) => {
    const [x, y] = [value(a, at), value(b, at)];
    if (x === "" || y === "") return (x === "") - (y === ""); // what is empty stands last, up or down
    return sign * (typeof x === "number" && typeof y === "number" ? x - y : order.compare(x, y));
  };
  table.tBodies[0].append(...(now === "none" ? rows : [...rows].sort(compare)));
}

function finder(table, rows, tools) {
  const field = document.createElement("input");
  const said = document.createElement("span");
  field.type = "search";
  field.placeholder = tools.dataset.find;
  field.setAttribute("aria-label", tools.dataset.find);
  said.className = "hint";
  said.setAttribute("role", "status");
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let left = 0;
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      left += !row.hidden;
    }
    said.textContent = !words.length ? "" : left ? tools.dataset.shown.replace("{n}", left) : tools.dataset.none;
  });
  const place = document.createElement("span");
  place.append(field, " ", said);
  return place;
}

function chooser(table, heads, tools) {
  const box = document.createElement("details");
  const summary = document.createElement("summary");
  const list = document.createElement("span");
  summary.textContent = tools.dataset.columns;
  list.className = "ticks";
  const tick = (words, change) => {
    const label = document.createElement("label");
    const input = document.createElement("input");
    input.type = "checkbox";
    input.checked = true;
    input.addEventListener("change", () => change(!input.checked));
    label.append(input, words);
    list.append(label);
  };
  heads.forEach((head, at) => tick(head.textContent, (away) => {
    for (const row of table.rows) row.cells[at].hidden = away;
  }));
  if (table.querySelector(".iri")) tick("IRI", (away) => table.classList.toggle("plain", away));
  box.append(summary, list);
  return box;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button.copy");
  if (!button) return;
  const code = button.closest("figure").querySelector("pre");
  try {
    await navigator.clipboard.writeText(code.textContent);
    button.textContent = button.dataset.copied;
  } catch { // not allowed, or no https: it is marked, to be copied by hand
    getSelection().selectAllChildren(code);
  }
});
document.addEventListener("answered", prepare);
prepare();
