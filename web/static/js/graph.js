// The moving picture. The server makes every part of the page; this draws the canvas and swaps parts as the reader goes on.
const parts = ["toolbar", "panel", "same"];
const explore = () => document.getElementById("explore");
const canvas = document.getElementById("picture");
let network = null;
let drawn = "";
let journey = 0;
const forgotten = ["select", "open", "drop", "pin", "to", "said", "page"]; // what another focus does not take along

const style = getComputedStyle(document.documentElement);
const ink = (name) => style.getPropertyValue(`--${name}`).trim();

function groups() {
  const kinds = ["Task", "Commitment", "Project", "Goal", "Result", "Indicator", "Industry", "District",
    "Organization", "Sentence", "Section", "Report", "Other"];
  const inside = new Set(["Indicator", "District", "Sentence", "Section", "Report"]); // label stands in the shape
  return Object.fromEntries(kinds.map((kind) => {
    const colour = ink(kind);
    const background = inside.has(kind) ? ink("paper") : colour;
    const lit = { background, border: ink("ink") };
    return [kind, { color: { background, border: colour, highlight: lit, hover: lit }, font: { color: ink("ink") } }];
  }));
}

function options() {
  return {
    physics: false,
    layout: { improvedLayout: false },
    groups: groups(),
    nodes: {
      font: { face: ink("sans"), size: 15, color: ink("ink"), strokeWidth: 3, strokeColor: ink("paper") },
      margin: 6,
      borderWidthSelected: 4,
      labelHighlightBold: false,
    },
    edges: {
      smooth: false,
      width: 1,
      color: { color: ink("line-strong"), highlight: ink("ink"), hover: ink("ink") },
      arrows: { to: { scaleFactor: 0.5 } },
      hoverWidth: 1,
      selectionWidth: 1,
    },
    interaction: { hover: true, tooltipDelay: 150, multiselect: false },
  };
}

function draw(picture) {
  if (network) network.destroy();
  network = new vis.Network(canvas, { nodes: new vis.DataSet(picture.nodes), edges: new vis.DataSet(picture.edges) }, options());
  canvas.network = network;
  network.once("afterDrawing", () => { canvas.dataset.ready = "yes"; performance.mark("drawn"); });
  network.on("hoverNode", (event) => { canvas.dataset.hover = event.node; });
  network.on("blurNode", () => { delete canvas.dataset.hover; });
  network.on("hoverEdge", (event) => { canvas.dataset.hover = event.edge; });
  network.on("blurEdge", () => { delete canvas.dataset.hover; });
  network.on("dragEnd", (event) => {
    if (event.nodes.length !== 1) return;
    const [name] = event.nodes; // where a reader puts a node is part of the address
    const { x, y } = network.getPosition(name);
    const pins = new URL(location.href).searchParams.getAll("pin").filter((pin) => !pin.startsWith(`${name}~`));
    go(address({ pin: [...pins, `${name}~${Math.round(x)}~${Math.round(y)}`].slice(-20), select: name }), true, false);
  });
  network.on("doubleClick", (event) => {
    if (!event.nodes.length) return;
    const open = new URL(location.href).searchParams.getAll("open");
    go(address({ open: [...new Set([...open, event.nodes[0]])], select: event.nodes[0] }));
  });
  network.on("click", (event) => {
    if (!event.nodes.length) {
      if (event.edges.length) go(address({ said: event.edges[0], select: event.edges[0].split("~")[0] }));
      return;
    }
    const name = event.nodes[0];
    // the first click looks at a node, a click on the one looked at goes there, unless it is the second of a double click
    const again = explore().dataset.selected === name && explore().dataset.focus !== name && event.event.tapCount !== 2;
    if (again) go(address({ focus: name, ...Object.fromEntries(forgotten.map((key) => [key, null])) }));
    else if (explore().dataset.selected !== name) go(address({ select: name, said: null }));
  });
  fit();
}

function fit() {
  network.fit({ animation: false, maxZoomLevel: 1.15 });
  network.moveTo({ scale: network.getScale() * 0.9, animation: false }); // fit knows nothing of the width of labels
  const least = 0.55; // smaller than that nobody reads a label: better to move around
  if (network.getScale() < least) {
    const focus = network.getPosition(explore().dataset.focus);
    const all = Object.values(network.getPositions());
    const aside = Math.sign(all.reduce((sum, at) => sum + at.x - focus.x, 0)) * canvas.clientWidth * -0.28;
    network.moveTo({ position: focus, offset: { x: aside, y: 0 }, scale: least, animation: false });
  }
}

function address(changes) {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(changes)) {
    url.searchParams.delete(name);
    for (const one of [value ?? []].flat()) url.searchParams.append(name, one);
  }
  if (!url.searchParams.get("focus")) url.searchParams.set("focus", explore().dataset.focus);
  return url.href;
}

async function go(href, keep = true, redraw = true) {
  const mine = ++journey;
  const response = await fetch(href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!response) { say(canvas.dataset.failed); return; }
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (mine !== journey) return; // the reader has gone elsewhere meanwhile
  if (!response.ok || !page.getElementById("explore")) { location.assign(href); return; }
  if (keep) history.pushState(null, "", href);
  document.title = page.title;
  const lost = document.activeElement;
  const part = parts.find((id) => document.getElementById(id).contains(lost));
  for (const id of parts) document.getElementById(id).replaceWith(page.getElementById(id));
  if (part) refocus(document.getElementById(part), lost);
  Object.assign(explore().dataset, page.getElementById("explore").dataset);
  if (!redraw) drawn = explore().dataset.picture; // the reader has moved the picture to where the address says
  await show();
}

// whoever goes by keyboard stays where they are: at the same control, or at the part that it stood in
function refocus(part, lost) {
  const key = (one) => one.dataset.key ?? [one.textContent, one.title, one.getAttribute("aria-label"), one.name].join("|");
  const again = [...part.querySelectorAll("a, button, input, select, summary")].find((one) => key(one) === key(lost));
  part.tabIndex = -1;
  (again ?? part).focus({ preventScroll: true });
}

async function show() {
  tools();
  const { picture, selected } = explore().dataset;
  if (picture !== drawn) {
    const mine = journey;
    delete canvas.dataset.ready;
    say(canvas.dataset.reading);
    const text = await fetch(picture).then((response) => (response.ok ? response.text() : null), () => null);
    if (mine !== journey) return;
    say(text === null ? canvas.dataset.failed : "");
    if (text === null) return;
    performance.mark("arrived");
    const found = JSON.parse(text);
    drawn = picture;
    draw(found);
  }
  if (network.body.nodes[selected]) network.selectNodes([selected], false);
  else network.unselectAll();
}

function say(words) {
  document.getElementById("waiting")?.remove();
  if (!words) return;
  const line = Object.assign(document.createElement("p"), { id: "waiting", className: "waiting", textContent: words });
  line.setAttribute("role", "status");
  canvas.append(line);
}

function tools() {
  for (const name of ["fit", "png"]) document.getElementById(name).hidden = false;
}

function save() {
  const shown = canvas.querySelector("canvas");
  const page = Object.assign(document.createElement("canvas"), { width: shown.width, height: shown.height });
  const pen = page.getContext("2d");
  pen.fillStyle = ink("paper");
  pen.fillRect(0, 0, page.width, page.height);
  pen.drawImage(shown, 0, 0);
  page.toBlob((blob) => {
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: `kmgraph-${explore().dataset.focus}.png` });
    link.click();
    URL.revokeObjectURL(link.href);
  });
}

document.addEventListener("click", (event) => {
  if (event.target.id === "fit") network.fit({ animation: false });
  if (event.target.id === "png") save();
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-go]")) return;
  event.preventDefault();
  const url = new URL(event.target.action);
  for (const [name, value] of new FormData(event.target)) if (value) url.searchParams.append(name, value);
  go(url.href);
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-go]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  go(link.href);
});
addEventListener("popstate", () => go(location.href, false));
// a theme that the system changes changes the canvas too
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { drawn = ""; show(); });

show();
