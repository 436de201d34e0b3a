// Completion in the editor: classes, properties and names of this graph alone. Ctrl + Space, or a prefixed name as it is typed.
const editor = document.querySelector(".editor")?.editor;
const { terms, names } = document.getElementById("answer").dataset;
const PREFIXED = /(?:^|[\s({[|/^!;,.])((?:kmg|kmr|rdf|rdfs|skos|prov|oa|dcterms|org|owl):[\w-]*)$/;
const WORD = /([\p{L}\p{N}_]+)$/u;
let known = null;

async function graph() {
  known ??= await (await fetch(terms)).json();
  return known;
}

function entry({ name, label, kind }) {
  return {
    text: name,
    render(item) {
      const said = document.createElement("span");
      said.className = "said";
      said.textContent = kind ? `${label} · ${kind}` : label;
      item.append(kind ? said : `${name} `, kind ? ` ${name}` : said);
    },
  };
}

// behind `a` or rdf:type a class, elsewhere a property; a class may stand anywhere else too, so it comes behind
function fitting({ classes, properties }, before) {
  return /(?:^|[\s{])(?:a|rdf:type)\s+$/.test(before) ? classes : [...properties, ...classes];
}

async function hint() {
  const cursor = editor.getCursor();
  const line = editor.getLine(cursor.line).slice(0, cursor.ch);
  const typed = line.match(PREFIXED)?.[1] ?? line.match(WORD)?.[1] ?? "";
  const from = { line: cursor.line, ch: cursor.ch - typed.length };
  const word = typed.toLowerCase();
  const found = fitting(await graph(), line.slice(0, from.ch))
    .filter(({ name, label }) => name.toLowerCase().startsWith(word) || name.split(":")[1].toLowerCase().startsWith(word) || (word && label.toLowerCase().includes(word)));
  const wanted = typed.replace(/^kmr:/, "");
  const called = wanted && !/^(?!kmr:)\w+:/.test(typed)
    ? await (await fetch(`${names}?${new URLSearchParams({ q: wanted })}`)).json() : [];
  return { list: [...found, ...called].slice(0, 40).map(entry), from, to: cursor };
}

function show() {
  editor.showHint({ hint, completeSingle: false, closeCharacters: /[\s{}()\[\];,]/ });
}

if (editor) {
  editor.addKeyMap({ "Ctrl-Space": show, "Alt-Space": show });
  editor.on("inputRead", (_, change) => {
    const cursor = editor.getCursor();
    const token = editor.getTokenAt(cursor);
    const apart = /(^| )(string|comment)( |$)/.test(token.type || ""); // string-2 is what a prefixed name is to the editor
    if (apart || editor.state.completionActive || change.origin === "paste") return;
    if (PREFIXED.test(editor.getLine(cursor.line).slice(0, cursor.ch))) show();
  });
}
