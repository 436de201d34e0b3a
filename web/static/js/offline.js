// The search of a snapshot: every name and sentence stands in KMGRAPH_INDEX, since a page that is opened as a file may fetch nothing.
const MOST = 100;
const AROUND = 36;
const found = document.getElementById("found");
const asked = (new URLSearchParams(location.search).get("q") || "").trim();
const words = asked.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 4);

// the same order as the server's: labels that are just the words, that begin with them, that hold them, then the rest
function nearness([, , label], whole) {
  const name = label.toLowerCase();
  if (name === whole) return 0;
  if (name.startsWith(whole)) return 1;
  return words.every((word) => name.includes(word)) ? 2 : 3;
}

function search() {
  const whole = words.join(" ");
  const hits = KMGRAPH_INDEX.filter((entry) => {
    const text = entry.slice(2).join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const called = hits.filter((hit) => ["Commitment", "Task"].includes(hit[1])).map((hit) => hit[2].replace(/…$/, ""));
  return hits
    .filter((hit) => hit[1] !== "Sentence" || !called.some((name) => hit[3].startsWith(name)))
    .map((hit, place) => ({ hit, place, near: nearness(hit, whole) }))
    .sort((a, b) => a.near - b.near || a.place - b.place)
    .map(({ hit }) => hit);
}

function excerpt(text) {
  const lower = text.toLowerCase();
  const places = words.map((word) => lower.indexOf(word)).filter((place) => place >= 0);
  const first = places.length ? Math.min(...places) : 0;
  const start = Math.max(0, first - AROUND);
  const end = first + 2 * AROUND;
  return (start ? "…" : "") + text.slice(start, end) + (end < text.length ? "…" : "");
}

function lit(text) {
  const piece = document.createElement("span");
  const lower = text.toLowerCase();
  for (let at = 0; at < text.length;) {
    const next = words.map((word) => [lower.indexOf(word, at), word]).filter(([place]) => place >= 0)
      .sort((a, b) => a[0] - b[0] || b[1].length - a[1].length)[0];
    if (!next) { piece.append(text.slice(at)); break; }
    const mark = document.createElement("mark");
    mark.textContent = text.slice(next[0], next[0] + next[1].length);
    piece.append(text.slice(at, next[0]), mark);
    at = next[0] + next[1].length;
  }
  return piece;
}

function row([file, kind, label, text]) {
  const known = document.querySelector(`.classes [data-kind="${kind}"]`);
  const item = document.createElement("li");
  const name = document.createElement("span");
  const link = document.createElement("a");
  name.className = "kind";
  name.textContent = known ? known.querySelector("a span").textContent : found.dataset[kind.toLowerCase()] || "";
  link.className = "ref";
  link.href = file;
  if (known) link.append(known.querySelector("svg").cloneNode(true));
  link.append(lit(text ? excerpt(text) : label));
  item.append(name, link);
  return item;
}

if (words.length) {
  const hits = search();
  document.querySelectorAll("input[name=q]").forEach((field) => { field.value = asked; });
  document.title = `${asked} · kmgraph`;
  found.querySelector("h2").textContent = hits.length ? `“${asked}” ${hits.length}` : `“${asked}”`;
  found.querySelector("ol").replaceChildren(...hits.slice(0, MOST).map(row));
  found.querySelector("p").textContent = hits.length ? (hits.length > MOST ? found.dataset.more : "") : found.dataset.none;
  found.hidden = false;
}
