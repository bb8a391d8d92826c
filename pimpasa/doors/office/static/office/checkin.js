// Checks in without leaving the page: the camera stays open from one badge to the next. Phones whose
// browser reads QR codes do it themselves, others fetch a reader once. Where no camera is, PINs are typed.

const form = document.querySelector("#checkin");
const scan = document.querySelector("#scan");
const camera = document.querySelector("#camera");
const away = document.querySelector("#away");
const PAUSE = 150; // milliseconds between two looks
const AWAY = 2000; // and when nothing was heard from the server

async function send() {
  const reply = await fetch(form.action, { method: "POST", body: new FormData(form) });
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  if (!page.querySelector("#checkin")) return location.reload(); // signed out, or the page is away
  for (const part of ["#came", "#said", "#shown"]) {
    document.querySelector(part).replaceChildren(...page.querySelector(part).childNodes);
  }
  navigator.vibrate?.(reply.ok ? 80 : [200, 100, 200]);
}

async function checkIn() {
  away.hidden = await send().then(() => true, () => false);
  return away.hidden;
}

// A badge that stays before the camera was read already: the page shows what came of it.
async function look(reader, read) {
  const [found] = await reader.detect(camera).catch(() => []);
  if (!found || found.rawValue === read) return void setTimeout(look, PAUSE, reader, read);
  form.elements.shown.value = found.rawValue;
  const known = await checkIn();
  setTimeout(look, known ? PAUSE : AWAY, reader, known ? found.rawValue : read);
}

async function newReader() {
  const formats = await globalThis.BarcodeDetector?.getSupportedFormats().catch(() => []);
  const own = formats?.includes("qr_code");
  const Reader = own ? BarcodeDetector : (await import(form.dataset.reader)).BarcodeDetector;
  return new Reader({ formats: ["qr_code"] });
}

async function start() {
  const reader = await newReader();
  camera.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  camera.hidden = false;
  scan.hidden = true;
  await camera.play();
  look(reader);
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (await checkIn()) form.elements.shown.focus();
});
if (navigator.mediaDevices) {
  scan.hidden = false;
  scan.addEventListener("click", () => start().catch(() => (scan.hidden = true)));
}
