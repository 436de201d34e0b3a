// The editor: yasqe from our own host. Its completers ask prefix.cc and LOV, so they stay off; without it the text field serves.
const form = document.getElementById("ask");
const text = document.getElementById("text");

if (window.Yasqe) {
  Yasqe.defaults.autocompleters = [];
  const place = document.createElement("div");
  place.className = "editor";
  text.hidden = true;
  text.before(place);
  const editor = new Yasqe(place, {
    value: text.value,
    persistenceId: null,
    showQueryButton: false,
    createShareableLink: null,
    resizeable: true,
    consumeShareLink: null,
    lineWrapping: true,
    extraKeys: { "Ctrl-Enter": () => form.requestSubmit(), "Cmd-Enter": () => form.requestSubmit() },
  });
  const lines = Math.min(Math.max(editor.lineCount() + 1, 12), 24); // the whole question where it is no longer than a screen
  editor.setSize(null, `${1.5 * lines + 1}em`);
  form.addEventListener("submit", () => { text.value = editor.getValue(); });
} else {
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
}
