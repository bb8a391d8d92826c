// Reads the QR code of a badge with the phone's own camera. Where it cannot, the PIN field is all there is.

const form = document.querySelector("#checkin");
const scan = document.querySelector("#scan");
const camera = document.querySelector("#camera");

async function look(detector) {
  const [found] = await detector.detect(camera).catch(() => []);
  // A badge that stays before the camera was read already: the page shows what came of it.
  if (!found || found.rawValue === sessionStorage.getItem("read")) return void setTimeout(look, 150, detector);
  sessionStorage.setItem("read", found.rawValue);
  form.elements.shown.value = found.rawValue;
  form.requestSubmit();
}

async function start() {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  sessionStorage.setItem("scan", "1"); // the page comes back after each person, and goes on scanning
  camera.srcObject = stream;
  camera.hidden = false;
  await camera.play();
  look(new BarcodeDetector({ formats: ["qr_code"] }));
}

if ("BarcodeDetector" in globalThis && navigator.mediaDevices) {
  scan.hidden = false;
  scan.addEventListener("click", () => {
    sessionStorage.removeItem("read");
    return start();
  });
  if (sessionStorage.getItem("scan")) start().catch(() => sessionStorage.removeItem("scan"));
}
