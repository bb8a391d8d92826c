// The week as a board: each village is a card on its day and can be dragged to another. The choice of the
// day in the table below stays the truth: a card moves it, it moves the card, and without a mouse it is all one needs.

const board = document.querySelector("#board");
const choices = [...document.querySelectorAll("select[data-village]")];

function carded(choice) {
  const card = document.createElement("li");
  card.textContent = choice.dataset.village;
  card.className = "tag plain";
  card.draggable = true;
  card.addEventListener("dragstart", (event) => event.dataTransfer.setData("text/plain", choice.id));
  return card;
}

function lay() {
  for (const day of board.querySelectorAll("[data-day]")) {
    const here = choices.filter((choice) => choice.value === day.dataset.day);
    day.querySelector("ul").replaceChildren(...here.map(carded));
    day.querySelector("output").value = here.length;
  }
}

function accept(day) {
  day.addEventListener("dragover", (event) => event.preventDefault());
  day.addEventListener("drop", (event) => {
    const choice = document.getElementById(event.dataTransfer.getData("text/plain"));
    if (!choices.includes(choice)) return;
    event.preventDefault();
    choice.value = day.dataset.day;
    lay();
  });
}

if (board && choices.length) {
  board.querySelectorAll("[data-day]").forEach(accept);
  choices.forEach((choice) => choice.addEventListener("change", lay));
  lay();
  board.hidden = false;
}
