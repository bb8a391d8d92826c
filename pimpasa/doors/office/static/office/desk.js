// The desk works without this file. It only makes it quicker: keys, and pieces of pages that htmx puts in.

// Pages forbid turning text into markup. htmx must do it, with what our own server sent and nothing else:
// it is told to ask this server only (selfRequestsOnly) and never to evaluate (allowEval).
globalThis.trustedTypes?.createPolicy("default", { createHTML: (text) => text });

const typing = (target) => target.closest("input, select, textarea, [contenteditable]");

function rows() {
  return [...document.querySelectorAll(".rows th a, .list .title")];
}

function step(by) {
  const links = rows();
  if (!links.length) return;
  const at = links.indexOf(document.activeElement);
  links[Math.min(links.length - 1, Math.max(0, at < 0 ? 0 : at + by))].focus();
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  "/": () => document.querySelector(".filters select, .filters input")?.focus(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const deed = keys[event.key];
  if (!deed) return;
  event.preventDefault();
  deed();
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => globalThis.print());
}
