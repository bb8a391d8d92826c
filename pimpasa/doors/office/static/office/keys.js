// Keys at the desk. They are off while somebody writes, and beside keys of the browser.

const PAUSE = 1500; // milliseconds in which the letter after `g` counts

const writing = (target) => target.closest("input, select, textarea, [contenteditable]");
const help = document.querySelector("#tombol");
const places = new Map(
  [...document.querySelectorAll("[data-key]")].map((link) => [link.dataset.key, link]),
);

function step(by) {
  const links = [...document.querySelectorAll(".rows th a, .list .title")];
  if (!links.length) return;
  const at = links.indexOf(document.activeElement);
  links[Math.min(links.length - 1, Math.max(0, at < 0 ? 0 : at + by))].focus();
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  "/": () => document.querySelector(".filters select, .filters input, [type=search]")?.focus(),
  "?": () => help?.showModal(),
};

let goingSince = -PAUSE;

function deedOf(key) {
  const going = performance.now() - goingSince < PAUSE;
  goingSince = -PAUSE;
  if (going && places.has(key)) return () => places.get(key).click();
  if (key === "g") return () => (goingSince = performance.now());
  return keys[key];
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || help?.open || writing(event.target)) return;
  const deed = deedOf(event.key);
  if (!deed) return;
  event.preventDefault();
  deed();
});
