/** The keyboard of the grid: up and down, states by one key, whole sections at once. */

const STATES = { k: "Không áp dụng", c: "Chưa có" };

/**
 * @param {import("./sheet.js").Sheet} sheet
 * @param {{changed: (name: string) => void, save: () => void, undoable: (label: string, undo: () => void) => void}} tell
 * @param {{ident: string, cells: string[]}[]} sections
 */
export function listenToKeys(sheet, tell, sections) {
  let before = "";
  sheet.form.addEventListener("focusin", ({ target }) => {
    if (!target.dataset.cell) return;
    before = target.value;
    target.select();
  });
  sheet.form.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      tell.save();
      return;
    }
    const input = event.target;
    // A Vietnamese input method ends its syllable with Enter: that key is its own.
    if (!input.dataset?.cell || event.isComposing) return;
    if (event.altKey && event.key === "0") {
      event.preventDefault();
      fillWithNoughts(sheet, tell, sectionOf(sections, input.dataset.cell));
    } else if (!(event.ctrlKey || event.metaKey || event.altKey)) {
      move(event, input, sheet, tell, before);
    }
  });
  for (const late of sheet.form.querySelectorAll("[data-scripted]")) late.hidden = false;
  sheet.form.addEventListener("click", ({ target }) => {
    const button = target.closest?.("button[data-noughts]");
    const section = button && sections[Number(button.dataset.noughts) - 1];
    if (section) fillWithNoughts(sheet, tell, section);
    const chosen = target.closest?.("button[data-says]");
    const input = chosen && sheet.byName.get(chosen.dataset.of);
    if (input) setState(input, STATES[chosen.dataset.says], sheet, tell);
  });
}

function move(event, input, sheet, tell, before) {
  const down = event.key === "ArrowDown" || (event.key === "Enter" && !event.shiftKey);
  const up = event.key === "ArrowUp" || (event.key === "Enter" && event.shiftKey);
  const state = STATES[event.key.toLowerCase()];
  const isReplaced = input.selectionStart === 0 && input.selectionEnd === input.value.length;
  if (down || up) {
    event.preventDefault();
    const next = sheet.inputs[sheet.inputs.indexOf(input) + (down ? 1 : -1)];
    next?.focus();
  } else if (event.key === "Escape" && input.value !== before) {
    event.preventDefault();
    input.value = before;
    tell.changed(input.dataset.cell);
    input.select();
  } else if (isReplaced && Object.values(STATES).includes(input.value) && isWord(event.key)) {
    // Who goes on and types the whole word means the same.
    event.preventDefault();
  } else if (state && isReplaced) {
    event.preventDefault();
    setState(input, state, sheet, tell);
    input.select();
  }
}

const isWord = (key) => /^[\p{L} ]$/u.test(key);

function setState(input, state, sheet, tell) {
  input.value = state;
  sheet.dress(input.dataset.cell);
  tell.changed(input.dataset.cell);
}

const sectionOf = (sections, name) => sections.find(({ cells }) => cells.includes(name));

/** “Không phát sinh”: every cell of a section that says nothing yet becomes nought. */
function fillWithNoughts(sheet, tell, section) {
  const blank = section.cells.filter((name) => sheet.byName.get(name)?.value.trim() === "");
  const write = (text) => {
    for (const name of blank) {
      sheet.byName.get(name).value = text;
      sheet.dress(name);
      tell.changed(name);
    }
  };
  write("0");
  tell.undoable(
    blank.length
      ? `Đã ghi 0 vào ${blank.length} ô còn trống của mục này.`
      : "Mục này không còn ô trống.",
    blank.length ? () => write("") : null,
  );
}
