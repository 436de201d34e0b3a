// The search of a snapshot: every name and sentence stands in KMGRAPH_INDEX, since a page that is opened as a file may fetch nothing.
// It finds what the server finds (kmgraph/search), in the same order: one writing for all, synonyms, names by their sound.
const MOST = 100;
const AROUND = 36;
const MOST_CHARACTERS = 200;
const MOST_WORDS = 8;
const MOST_LETTERS = 32;
const MOST_SPLITS = 8;
const LONGEST = 6;
const WHYS = ["equal", "begins", "contains", "named", "spelling", "sound", "sound", "sentence"];
const found = document.getElementById("found");
const asked = [...(new URLSearchParams(location.search).get("q") || "").trim().replace(/\s+/g, " ")].slice(0, MOST_CHARACTERS).join("");
const own = (table, key) => (Object.hasOwn(table, key) ? table[key] : undefined);

// --- one writing ---

const ODD = /[^a-z0-9\u4e00-\u9fff]/u;
const UNSEEN = /[\p{Mn}\p{Cc}\p{Cf}\p{Cs}]/gu;

function folded(character) {
  const other = own(KMGRAPH_VARIANTS, character);
  if (other !== undefined || !ODD.test(character)) return other ?? character;
  if (/\s/u.test(character)) return " ";
  const plain = character.normalize("NFKD").toLowerCase().replace(/\s/gu, " ").replace(UNSEEN, "").replaceAll("ß", "ss");
  return [...plain].map((c) => own(KMGRAPH_VARIANTS, c) ?? c).join("");
}

const fold = (text) => Array.from(text, folded).join("");

// where ranges of the folded text stand in the text itself
function spans(text, wanted) {
  const places = [];
  let end = 0;
  for (const character of text) {
    const size = folded(character).length;
    if (!size && places.length) places[places.length - 1][1] = end + character.length; // an accent belongs to its letter
    for (let i = 0; i < size; i += 1) places.push([end, end + character.length]);
    end += character.length;
  }
  const joined = [];
  for (const [a, b] of wanted.sort((x, y) => x[0] - y[0] || x[1] - y[1])) {
    const [first, last] = [places[a][0], places[b - 1][1]];
    const before = joined.at(-1);
    if (before && first < before[1]) before[1] = Math.max(before[1], last);
    else joined.push([first, last]);
  }
  return joined;
}

// --- by sound ---

const literal = (text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

function splits(word) {
  const ways = Array.from({ length: word.length + 1 }, () => []);
  ways[word.length] = [[]];
  for (let start = word.length - 1; start >= 0; start -= 1) {
    for (let end = Math.min(word.length, start + LONGEST); end > start; end -= 1) {
      const same = own(KMGRAPH_READINGS, word.slice(start, end));
      if (same) ways[start].push(...ways[end].map((rest) => [same, ...rest]));
    }
    ways[start].length = Math.min(ways[start].length, MOST_SPLITS);
  }
  return ways[0];
}

function sounds(word) {
  if (!/^[a-z0-9]{2,}$/.test(word) || word.length > MOST_LETTERS || !/[a-z]/.test(word)) return [];
  const initials = Array.from(word, (letter) => letter + Object.keys(KMGRAPH_READINGS)
    .filter((syllable) => syllable[0] === letter).map((syllable) => KMGRAPH_READINGS[syllable]).join(""));
  return [initials, ...splits(word)].map((way) => way.map((same) => `[${literal(same)}]`).join(""));
}

// --- what is found ---

const all = [...new Set(fold(asked).split(" ").filter(Boolean))];
const words = all.slice(0, MOST_WORDS).map((text) => {
  const ways = sounds(text);
  return {
    text,
    synonyms: own(KMGRAPH_SYNONYMS, text) || [],
    ways,
    sound: ways.length ? new RegExp(ways.join("|"), "u") : null,
    start: ways.length ? new RegExp(`^(?:${ways.join("|")})`, "u") : null,
  };
});

// the first reason that holds, by its place in WHYS; -1 where none does
function reason([, kind, name, sentence, spellings]) {
  const label = kind === "Sentence" && sentence ? "" : fold(name);
  const whole = words.map((word) => word.text).join(" ");
  const others = spellings.map(fold);
  const holds = (word, text) => text.includes(word.text) || word.synonyms.some((other) => text.includes(other));
  const named = (word) => holds(word, label) || others.some((other) => other.includes(word.text));
  if (label === whole) return 0;
  if (label.startsWith(whole)) return 1;
  if (words.every((word) => label.includes(word.text))) return 2;
  if (others.includes(whole)) return 3;
  if (words.every(named)) return 4;
  if (KMGRAPH_SOUNDING.includes(kind) && words.every((word) => named(word) || word.sound?.test(label))) {
    return words.find((word) => word.sound).start.test(label) ? 5 : 6;
  }
  const text = fold(sentence);
  return text && words.every((word) => holds(word, text) || named(word)) && words.some((word) => holds(word, text)) ? 7 : -1;
}

function search() {
  const hits = KMGRAPH_INDEX.map((entry, place) => ({ entry, place, why: reason(entry) })).filter(({ why }) => why >= 0)
    .sort((a, b) => a.why - b.why || a.place - b.place).slice(0, MOST + 1);
  const called = hits.filter(({ entry }) => ["Commitment", "Task"].includes(entry[1])).map(({ entry }) => entry[2].replace(/…+$/, ""));
  return hits.filter(({ entry }) => entry[1] !== "Sentence" || !called.some((name) => entry[3].startsWith(name)));
}

// the shortest other name that holds a word which the label does not hold
function spelling([, , name, , spellings], why) {
  if (!["named", "spelling"].includes(WHYS[why])) return "";
  const label = fold(name);
  const missing = words.filter((word) => !label.includes(word.text));
  return spellings.filter((other) => missing.some((word) => fold(other).includes(word.text)))
    .sort((a, b) => [...a].length - [...b].length || (a < b ? -1 : 1))[0] || "";
}

function marks(text) {
  const plain = fold(text);
  const places = words.flatMap(({ text: word, synonyms, ways }) => {
    for (const forms of [[literal(word)], synonyms.map(literal), ways]) {
      const hits = forms.flatMap((form) => Array.from(plain.matchAll(new RegExp(form, "gu")), (m) => [m.index, m.index + m[0].length]));
      if (hits.length) return hits;
    }
    return [];
  });
  return spans(text, places);
}

// --- what is shown ---

function lit(text, from = 0, to = text.length) {
  const piece = document.createElement("span");
  let at = from;
  piece.append(from ? "…" : "");
  for (const [start, end] of marks(text).filter(([place]) => place < to)) {
    const mark = document.createElement("mark");
    mark.textContent = text.slice(start, Math.min(end, to));
    piece.append(text.slice(at, start), mark);
    at = Math.min(end, to);
  }
  piece.append(text.slice(at, to), to < text.length ? "…" : "");
  return piece;
}

function excerpt(text) {
  const first = marks(text)[0]?.[0] ?? 0;
  return lit(text, Math.max(0, first - AROUND), Math.min(text.length, first + 2 * AROUND));
}

function told(entry, why) {
  const other = spelling(entry, why);
  const note = document.createElement("small");
  const said = { sound: "sound", named: "spelling", spelling: other ? "spelling" : "synonym" }[WHYS[why]];
  if (!said) return "";
  note.className = "why";
  note.append(found.dataset[said === "spelling" && ["Goal", "Result"].includes(entry[1]) ? "original" : said]);
  if (other) note.append(" ", lit(other));
  return note;
}

function row({ entry, why }) {
  const [file, kind, label, text] = entry;
  const known = document.querySelector(`.classes [data-kind="${kind}"]`);
  const [item, name, hit, link] = ["li", "span", "span", "a"].map((tag) => document.createElement(tag));
  name.className = "kind";
  name.textContent = known ? known.querySelector("a span").textContent : found.dataset[kind.toLowerCase()] || "";
  link.className = "ref";
  link.href = file;
  if (known) link.append(known.querySelector("svg").cloneNode(true));
  link.append(kind === "Sentence" && text ? excerpt(text) : lit(label));
  hit.append(link, " ", told(entry, why));
  item.append(name, hit);
  return item;
}

if (words.length) {
  const hits = search();
  document.querySelectorAll("input[name=q]").forEach((field) => { field.value = asked; });
  document.title = `${asked} · kmgraph`;
  found.querySelector("h2").textContent = hits.length ? `“${asked}” ${hits.length}` : `“${asked}”`;
  found.querySelector("ol").replaceChildren(...hits.slice(0, MOST).map(row));
  found.querySelector("p").textContent = [
    hits.length ? (hits.length > MOST ? found.dataset.more : "") : found.dataset.none,
    all.length > MOST_WORDS ? found.dataset.cut : "",
  ].join(" ").trim();
  found.hidden = false;
}
