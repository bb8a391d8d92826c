// Names of villages while one types (the combobox pattern of WAI-ARIA). Without scripts, and
// whenever the server does not answer, the name is looked up on the next page instead.

const LEAST_LETTERS = 3;
const PAUSE = 250; // milliseconds after the last key

function hidden(form, name) {
  const there = form.querySelector(`input[type=hidden][name=${name}]`);
  if (there) return there;
  const made = document.createElement("input");
  made.type = "hidden";
  made.name = name;
  form.append(made);
  return made;
}

function begin(input) {
  const list = document.createElement("ul");
  list.id = `${input.id}-l`;
  list.className = "options";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0].textContent);
  list.hidden = true;
  const said = document.createElement("p");
  said.className = "out";
  said.setAttribute("role", "status");
  input.after(list, said);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]])
    input.setAttribute(name, value);

  let waiting, asking, active = -1;

  function close() {
    active = -1;
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function step(by) {
    const options = [...list.children];
    if (list.hidden || !options.length) return;
    active = (active + by + options.length) % options.length;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
    options[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[active].id);
  }

  function pick(option) {
    input.value = option.dataset.label;
    hidden(input.form, "desa_kode").value = option.dataset.code;
    hidden(input.form, "desa_dicari").value = option.dataset.label;
    said.textContent = `${option.dataset.label}, ${option.lastChild.textContent}`;
    close();
  }

  function show(villages) {
    list.replaceChildren(...villages.map((village, at) => {
      const option = document.createElement("li");
      option.id = `${list.id}${at}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      Object.assign(option.dataset, { code: village.code, label: `${village.name}, ${village.district}` });
      const place = document.createElement("span");
      place.className = "hint";
      place.textContent = village.place;
      option.append(village.name, place);
      option.addEventListener("mousedown", (event) => event.preventDefault());
      option.addEventListener("click", () => pick(option));
      return option;
    }));
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = !villages.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    said.textContent = villages.length ? `${villages.length} ${input.dataset.found}` : input.dataset.none;
  }

  async function ask(name) {
    asking?.abort();
    asking = new AbortController();
    try {
      const body = new URLSearchParams({ desa: name });
      const answer = await fetch(input.dataset.villages, { method: "POST", body, signal: asking.signal });
      if (answer.ok && input.value.trim() === name) show((await answer.json()).villages);
    } catch {
      close(); // the next page looks the name up
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    hidden(input.form, "desa_kode").value = "";
    hidden(input.form, "desa_dicari").value = "";
    const name = input.value.trim();
    if (name.length < LEAST_LETTERS) close();
    else waiting = setTimeout(ask, PAUSE, name);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      step(event.key === "ArrowDown" ? 1 : active < 0 ? 0 : -1);
      event.preventDefault();
    } else if (event.key === "Enter" && active >= 0) {
      pick(list.children[active]);
      event.preventDefault();
    } else if (event.key === "Escape" && !list.hidden) {
      close();
      event.preventDefault();
    }
  });
}

for (const input of document.querySelectorAll("input[data-villages]")) begin(input);
