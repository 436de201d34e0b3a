// A button beside each citation that copies it; without a script its words are selected by a click.
const copyWords = document.documentElement.lang.startsWith("zh") ? ["复制", "已复制"] : ["Copy", "Copied"];
for (const quote of navigator.clipboard ? document.querySelectorAll(".cite blockquote") : []) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = copyWords[0];
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(quote.textContent);
    button.textContent = copyWords[1];
  });
  quote.before(button);
}
