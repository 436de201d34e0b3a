// Text and facts side by side: on a wide window a mark shows its fact beside the text, elsewhere it is a link like any other.
const side = document.getElementById("side");
let journey = 0;

async function show(link) {
  const mine = ++journey;
  const response = await fetch(link.href, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const node = page.querySelector("article.node");
  if (mine !== journey) return; // the reader has clicked elsewhere meanwhile
  if (!response.ok || !node) { location.assign(link.href); return; }
  side.replaceChildren(node);
  side.scrollTop = 0;
  document.querySelector(".lit")?.classList.remove("lit");
  link.classList.add("lit");
}

document.querySelector(".text").addEventListener("click", (event) => {
  const link = event.target.closest("a.m, a.tail, a.here");
  if (!link || !side.offsetParent || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  show(link);
});
