// The desk works without this file. It only makes it quicker: keys, and pieces of pages that htmx puts in.

// Pages forbid turning text into markup. htmx must do it, with what our own server sent and nothing else:
// it is told to ask this server only (selfRequestsOnly) and never to evaluate (allowEval).
// The map starts one worker; its address stands in the page, and no other is let through.
const worker = document.querySelector("[data-worker]")?.dataset.worker;
globalThis.trustedTypes?.createPolicy("default", {
  createHTML: (text) => text,
  createScriptURL: (url) => (worker && new URL(url, location.href).pathname === worker ? worker : null),
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => globalThis.print());
}

// On a phone the cells of a row stand below one another, each with the name of its column before it.
for (const table of document.querySelectorAll(".table.rows")) {
  const names = [...table.querySelectorAll("thead th")].map((head) => head.textContent.trim());
  for (const row of table.querySelectorAll("tbody tr, tfoot tr")) {
    [...row.children].forEach((cell, i) => cell.dataset.column ??= names[i] ?? "");
  }
}
