// Photos are drawn smaller before they are sent, where the phone can do it: signal in villages is thin.
// What the camera wrote beside the picture is lost on the way; the server takes it out in any case.

async function shrunk(file, longest) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.8));
  return blob && new File([blob], "photo.jpg", { type: "image/jpeg" });
}

for (const input of document.querySelectorAll("input[type=file][data-shrink]")) {
  input.addEventListener("change", async () => {
    const file = input.files[0];
    if (!file) return;
    const smaller = await shrunk(file, Number(input.dataset.shrink)).catch(() => null);
    if (!smaller || input.files[0] !== file) return; // the server redraws what could not be drawn here
    const carrier = new DataTransfer();
    carrier.items.add(smaller);
    input.files = carrier.files;
  });
}
