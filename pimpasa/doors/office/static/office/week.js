// The week as a board: a village is dragged by its grip to another place, by mouse, pen or finger. The days and places
// in the table below are what is sent; the server keeps them, reckons the times anew and draws the board.

const form = document.querySelector("#week");
const parts = ["#board", "#moves"];

async function keep() {
  const sent = new FormData(form);
  sent.append("keep", "1");
  const reply = await fetch(form.action || location.href, { method: "POST", body: sent });
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  if (!reply.ok || !page.querySelector("#week")) return location.reload();
  for (const part of parts) {
    const [old, fresh] = [form.querySelector(part), page.querySelector(part)];
    if (old && fresh) old.replaceWith(fresh);
    else if (fresh) form.querySelector("#board").after(fresh);
  }
  for (const field of page.querySelectorAll("[data-village], [data-place]")) {
    form.elements[field.name].value = field.value;
  }
}

// Writes what the board shows into the fields of the table.
function write() {
  for (const day of form.querySelectorAll("[data-day]")) {
    [...day.querySelectorAll("li")].forEach((stop, place) => {
      form.elements[`${stop.dataset.code}.on`].value = day.dataset.day;
      form.elements[`${stop.dataset.code}.place`].value = place + 1;
    });
  }
}

function carry(stop, event) {
  const under = document.elementFromPoint(event.clientX, event.clientY);
  const day = under?.closest("[data-day]");
  if (!day) return;
  const other = under.closest("li");
  if (!other) return void (day.contains(stop) || day.querySelector("ol").append(stop));
  if (other === stop) return;
  const { top, height } = other.getBoundingClientRect();
  other[event.clientY < top + height / 2 ? "before" : "after"](stop);
}

form?.addEventListener("pointerdown", (down) => {
  const grip = down.target.closest?.("#board li");
  if (!grip || down.target.closest("button, a")) return;
  if (down.pointerType !== "mouse" && !down.target.closest(".grip")) return; // a finger may scroll
  down.preventDefault();
  grip.classList.add("carried");
  const move = (event) => carry(grip, event);
  const end = (event) => {
    removeEventListener("pointermove", move);
    grip.classList.remove("carried");
    if (event.type === "pointercancel") return location.reload();
    write();
    keep();
  };
  addEventListener("pointermove", move);
  addEventListener("pointerup", end, { once: true });
  addEventListener("pointercancel", end, { once: true });
});
form?.addEventListener("change", (event) => {
  if (event.target.matches("[data-village], [data-place]")) keep();
});
