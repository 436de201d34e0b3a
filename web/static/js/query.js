// The page's way of asking: the server makes every part; this fetches the page of an address and swaps what has changed, so
// that a query can be cancelled and nothing jumps. The editor is yasqe from our own host; without it the text field serves.
const form = document.getElementById("ask");
const text = document.getElementById("text");
const running = document.getElementById("running");
const cancel = running.querySelector("button");
const parts = ["gallery", "put", "answer"];
let editor = null;
let asking = null; // what runs now: its ticket, and what ends waiting for it
let clock = 0;

document.documentElement.classList.add("scripted");

if (window.Yasqe) {
  Yasqe.defaults.autocompleters = []; // its own ask prefix.cc and LOV; ours are in completion.js
  const place = document.createElement("div");
  place.className = "editor";
  text.hidden = true;
  text.before(place);
  editor = new Yasqe(place, {
    value: text.value,
    persistenceId: null,
    showQueryButton: false,
    createShareableLink: null,
    resizeable: true,
    consumeShareLink: null,
    lineWrapping: true,
    extraKeys: { "Ctrl-Enter": () => form.requestSubmit(), "Cmd-Enter": () => form.requestSubmit(), Tab: false, "Shift-Tab": false },
  });
  place.editor = editor;
  editor.getInputField().setAttribute("aria-label", text.getAttribute("aria-label"));
  editor.getScrollerElement().tabIndex = 0; // so that a long query can be scrolled by keyboard
  fit();
} else {
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
}

// the whole question where it is no longer than a screen
function fit() {
  const lines = Math.min(Math.max(editor.lineCount() + 1, 10), 24);
  editor.setSize(null, `${1.5 * lines + 1}em`);
}

function write(query) {
  text.value = query;
  if (editor && editor.getValue() !== query) { editor.setValue(query); fit(); }
}

function ticket() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function say(words, stoppable) {
  running.hidden = !words;
  running.firstElementChild.textContent = words;
  cancel.hidden = !stoppable;
}

function stop(words) {
  if (!asking) return;
  asking.controller.abort();
  fetch(cancel.dataset.address, { method: "POST", body: new URLSearchParams({ ticket: asking.ticket }), keepalive: true });
  settle(asking, words);
}

function settle(mine, words = "") {
  if (asking !== mine) return;
  asking = null;
  clearInterval(clock);
  say(words, false);
}

async function go(href, keep = true) {
  stop();
  const mine = asking = { controller: new AbortController(), ticket: ticket() };
  const began = performance.now();
  clearInterval(clock);
  clock = setInterval(() => {
    const seconds = (performance.now() - began) / 1000;
    if (seconds > 0.3) say(`${running.dataset.words} ${seconds.toFixed(1)} s`, true);
  }, 100);
  let response, page;
  try {
    response = await fetch(href, { headers: { Accept: "text/html", "Kmgraph-Ticket": mine.ticket }, signal: mine.controller.signal });
    page = new DOMParser().parseFromString(await response.text(), "text/html");
  } catch (error) {
    settle(mine, error.name === "AbortError" ? "" : running.dataset.failed);
    return;
  }
  if (asking !== mine) return; // the reader has asked something else meanwhile
  settle(mine);
  if (!page.getElementById("answer")) { location.assign(href); return; }
  if (keep) history.pushState(null, "", href);
  document.title = page.title;
  const focused = document.activeElement.id;
  const open = new Set([...document.querySelectorAll("#gallery details[open] summary")].map((s) => s.firstChild.data));
  for (const part of parts) document.getElementById(part).replaceWith(page.getElementById(part));
  for (const summary of document.querySelectorAll("#gallery summary")) {
    if (open.has(summary.firstChild.data)) summary.parentElement.open = true;
  }
  write(page.getElementById("text").value);
  if (focused && !form.contains(document.activeElement)) document.getElementById(focused)?.focus();
  document.dispatchEvent(new CustomEvent("answered"));
}

function addressOf(sent) {
  const url = new URL(sent.action);
  for (const [name, value] of new FormData(sent)) if (value) url.searchParams.append(name, value);
  return url.href;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (editor) text.value = editor.getValue();
  go(addressOf(form));
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-live]")) return;
  event.preventDefault();
  go(addressOf(event.target));
});
document.addEventListener("change", (event) => {
  const sent = event.target.form;
  if (!sent?.matches("form[data-live]")) return;
  if (event.target.id === "what") sent.querySelectorAll("[name=with], [id^=narrow]").forEach((field) => { field.disabled = true; });
  go(addressOf(sent));
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("#gallery a, a[data-go]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  go(link.href);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && asking && !document.querySelector(".CodeMirror-hints")) stop(running.dataset.cancelled);
});
cancel.addEventListener("click", () => stop(running.dataset.cancelled));
addEventListener("popstate", () => go(location.href, false));
addEventListener("pagehide", () => stop());
