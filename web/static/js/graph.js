// The moving picture. The server makes every part of the page; this draws the canvas and swaps parts as the reader goes on.
const parts = ["toolbar", "panel", "same"];
const explore = () => document.getElementById("explore");
const canvas = document.getElementById("picture");
let network = null;
let drawn = "";
let journey = 0;

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
  network.once("afterDrawing", () => { canvas.dataset.ready = "yes"; });
  network.on("hoverNode", (event) => { canvas.dataset.hover = event.node; });
  network.on("blurNode", () => { delete canvas.dataset.hover; });
  network.on("click", (event) => {
    if (!event.nodes.length) return;
    const name = event.nodes[0];
    // the first click looks at a node, a click on the one looked at goes there
    const again = explore().dataset.selected === name && explore().dataset.focus !== name;
    go(again ? address({ focus: name, select: null, open: null }) : address({ select: name }));
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
    if (value) url.searchParams.set(name, value);
  }
  if (!url.searchParams.get("focus")) url.searchParams.set("focus", explore().dataset.focus);
  return url.href;
}

async function go(href, keep = true) {
  const mine = ++journey;
  const response = await fetch(href, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (mine !== journey) return; // the reader has gone elsewhere meanwhile
  if (!response.ok || !page.getElementById("explore")) { location.assign(href); return; }
  if (keep) history.pushState(null, "", href);
  document.title = page.title;
  for (const id of parts) document.getElementById(id).replaceWith(page.getElementById(id));
  Object.assign(explore().dataset, page.getElementById("explore").dataset);
  await show();
}

async function show() {
  const { picture, selected } = explore().dataset;
  if (picture !== drawn) {
    const mine = journey;
    delete canvas.dataset.ready;
    const response = await fetch(picture);
    if (!response.ok) return;
    const found = await response.json();
    if (mine !== journey) return;
    drawn = picture;
    draw(found);
  }
  if (network.body.nodes[selected]) network.selectNodes([selected], false);
  else network.unselectAll();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-go]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  go(link.href);
});
addEventListener("popstate", () => go(location.href, false));
// a theme that the system changes changes the canvas too
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { drawn = ""; show(); });

document.getElementById("waiting")?.remove();
show();
