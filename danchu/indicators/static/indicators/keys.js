/** The keyboard of the grid: up and down, states by one key, whole sections at once. */

import { typed } from "./numbers.js";
import { writeMany } from "./writing.js";

const STATES = { k: "Không áp dụng", c: "Chưa có" };
const COMPOSING = 229;
const SPELLED = { k: "khong ap dung", c: "chua co so" };

/**
 * @param {import("./sheet.js").Sheet} sheet
 * @param {{changed: (name: string) => void, save: () => void, undoable: (label: string, undo: () => void) => void}} tell
 * @param {{ident: string, cells: string[]}[]} sections
 */
export function listenToKeys(sheet, tell, sections) {
  const spelled = { text: "" };
  // On a slow line one types before this script is there.
  const { cell: held } = document.activeElement?.dataset ?? {};
  if (held) sheet.hold(held, document.activeElement.defaultValue);
  sheet.form.addEventListener("focusin", ({ target }) => {
    if (!target.dataset.cell) return;
    sheet.hold(target.dataset.cell);
    spelled.text = "";
    target.select();
  });
  sheet.form.addEventListener("keydown", (event) => {
    // A Vietnamese input method ends its syllable with Enter: that key is its own. One
    // browser tells of it only by the old number.
    if (event.isComposing || event.keyCode === COMPOSING) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      tell.save();
      return;
    }
    const input = event.target;
    if (!input.dataset?.cell) return;
    if (event.altKey && event.key === "0") {
      event.preventDefault();
      fillWithNoughts(sheet, tell, sectionOf(sections, input.dataset.cell));
    } else if (!(event.ctrlKey || event.metaKey || event.altKey)) {
      move(event, input, sheet, tell, spelled);
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
    const limit = target.closest?.("button[data-limit]")?.dataset;
    if (limit) setLimit(limit.of, limit.limit, sheet, tell);
  });
}

function move(event, input, sheet, tell, spelled) {
  const down = event.key === "ArrowDown" || (event.key === "Enter" && !event.shiftKey);
  const up = event.key === "ArrowUp" || (event.key === "Enter" && event.shiftKey);
  const { name, text } = sheet.held;
  if (down || up) {
    event.preventDefault();
    const next = sheet.inputs[sheet.inputs.indexOf(input) + (down ? 1 : -1)];
    next?.focus();
  } else if (event.key === "Escape" && input.value !== text) {
    event.preventDefault();
    spelled.text = "";
    input.value = text;
    sheet.dress(name);
    tell.changed(name);
    input.select();
  } else if (input.selectionStart === 0 && input.selectionEnd === input.value.length) {
    spell(event, input, sheet, tell, spelled);
  } else if (isLetter(event.key)) {
    spelled.text = "";
  }
}

const isLetter = (key) => /^[\p{L} ]$/u.test(key);
const folded = (text) =>
  text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d");

/**
 * One key says a state. Who goes on and types its whole word means the same; who types
 * another word (“khoảng 5”, “chừng 5”) is not to find the number alone.
 */
function spell(event, input, sheet, tell, spelled) {
  if (!isLetter(event.key)) return;
  const text = spelled.text + event.key;
  const state = STATES[folded(event.key)];
  if (spelled.text && SPELLED[folded(spelled.text[0])].startsWith(folded(text))) {
    event.preventDefault();
    spelled.text = text;
  } else if (state && spelled.text.length < 2) {
    event.preventDefault();
    spelled.text = event.key;
    setState(input, state, sheet, tell);
    input.select();
  } else if (spelled.text) {
    event.preventDefault();
    spelled.text = "";
    input.value = text;
    sheet.dress(input.dataset.cell);
    tell.changed(input.dataset.cell);
  }
}

function setState(input, state, sheet, tell) {
  input.value = state;
  sheet.dress(input.dataset.cell);
  tell.changed(input.dataset.cell);
}

/** A pad of digits has no letters: a button makes the number a limit, or plain again. */
function setLimit(name, word, sheet, tell) {
  const input = sheet.byName.get(name);
  const { amount } = sheet.read(name);
  if (!amount?.units) {
    sheet.say(name, "loi", `hãy ghi số trước, rồi chọn “${word}”`);
    return;
  }
  const plain = typed({ ...amount, qualifier: "exact" });
  input.value = input.value.startsWith(word) ? plain : `${word} ${plain}`;
  sheet.tidy(name);
  tell.changed(name);
}

const sectionOf = (sections, name) => sections.find(({ cells }) => cells.includes(name));

/** “Không phát sinh”: every cell of a section that says nothing yet becomes nought. */
function fillWithNoughts(sheet, tell, section) {
  const blank = section.cells.filter((name) => sheet.byName.get(name)?.value.trim() === "");
  const undo = writeMany(sheet, tell, new Map(blank.map((name) => [name, "0"])));
  tell.undoable(
    blank.length
      ? `Đã ghi 0 vào ${blank.length} ô còn trống của mục này.`
      : "Mục này không còn ô trống.",
    blank.length ? undo : null,
  );
}
