/** Names under a search box while somebody types: an ARIA combobox with a list. */

import { say } from "./words.js";

const WAIT = 150;
const SHORTEST = 2;
let made = 0;

/** @param {HTMLInputElement} input with the address of suggestions in `data-suggest` */
function suggestFor(input) {
  const frame = document.createElement("div");
  frame.className = "dc-suggest";
  input.replaceWith(frame);
  const list = document.createElement("ul");
  list.id = `goi-y-${(made += 1)}`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", say("Gợi ý"));
  list.hidden = true;
  frame.append(input, list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  let timer = 0;
  let asking = new AbortController();
  let chosen = -1;

  const show = (isOpen) => {
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) choose(-1);
  };

  const choose = (number) => {
    const options = [...list.children];
    options[chosen]?.setAttribute("aria-selected", "false");
    chosen = number;
    const option = options[chosen];
    option?.setAttribute("aria-selected", "true");
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  };

  const fill = (suggestions) => {
    list.replaceChildren(
      ...suggestions.map((one, number) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${number}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.href = one.href;
        const detail = document.createElement("small");
        detail.textContent = one.detail;
        option.append(one.title, detail);
        return option;
      }),
    );
    chosen = -1;
    show(suggestions.length > 0 && document.activeElement === input);
  };

  const ask = async () => {
    asking.abort();
    asking = new AbortController();
    const text = input.value.trim();
    if (text.length < SHORTEST) return show(false);
    const address = `${input.dataset.suggest}?q=${encodeURIComponent(text)}`;
    try {
      const answer = await fetch(address, { signal: asking.signal });
      if (answer.ok) fill((await answer.json()).suggestions);
      else show(false);
    } catch {
      // Typed on, or no network: the search itself says so when it is sent.
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    const last = list.children.length - 1;
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") choose(chosen === last ? -1 : chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen === -1 ? last : chosen - 1);
    else if (event.key === "Escape") show(false);
    else if (event.key === "Enter" && chosen >= 0) open(list.children[chosen]);
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", () => show(false));
  // Before the box loses the focus and the list closes.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => open(event.target.closest("li")));
}

function open(option) {
  if (option) location.assign(option.dataset.href);
}

for (const input of document.querySelectorAll("input[data-suggest]")) suggestFor(input);
