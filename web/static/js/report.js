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

// Words that the reader has selected can be searched for: a small offer where the selection ends.
const text = document.querySelector(".text");
const offer = document.createElement("a");
offer.className = "offer";
offer.hidden = true;
document.body.append(offer);

function offerSearch() {
  const selection = getSelection();
  const words = selection.toString().trim();
  offer.hidden = !words || words.length > 60 || words.includes("\n") || !text.contains(selection.anchorNode);
  if (offer.hidden) return;
  const place = selection.getRangeAt(0).getBoundingClientRect();
  const find = document.querySelector(".find");
  offer.href = `${find.getAttribute("action")}?${new URLSearchParams({ q: words })}`;
  offer.textContent = `${find.querySelector("button").textContent} ${words.length > 16 ? `${words.slice(0, 16)}…` : words}`;
  offer.style.left = `${Math.max(8, Math.min(place.left, innerWidth - 220)) + scrollX}px`;
  offer.style.top = `${place.bottom + scrollY + 6}px`;
}

document.addEventListener("selectionchange", offerSearch);
