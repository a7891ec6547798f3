/** The cells of the page: reading, writing and marking them. */

import { read, shown } from "./numbers.js";

const STYLES = { blank: "dc-cell--blank", not_applicable: "dc-cell--na", not_yet: "dc-cell--wait" };
const STATES = { na: "not_applicable", wait: "not_yet" };

/** What stands in a cell of which the server tells. */
function textOf(told) {
  const state = STATES[told.state];
  return state ? shown({ state, amount: null }) : told.text;
}

export class Sheet {
  /** @param {HTMLFormElement} form @param {Record<string, string>} kinds measure of each cell */
  constructor(form, kinds) {
    this.form = form;
    this.kinds = kinds;
    /** @type {{name: string, text: string} | null} */
    this.held = null;
    this.inputs = [...form.querySelectorAll("input.dc-cell[data-cell]")];
    // Without this script a phone needs letters for K, C and “hơn”; buttons write them now.
    for (const input of this.inputs) input.inputMode = "decimal";
    this.byName = new Map(this.inputs.map((input) => [input.dataset.cell, input]));
    this.texts = new Map(
      [...form.querySelectorAll("textarea[data-text]")].map((area) => [area.dataset.text, area]),
    );
  }

  note(name) {
    return this.form.elements.namedItem(`ghi-chu-${name}`);
  }

  row(name) {
    return this.byName.get(name)?.closest("tr");
  }

  isWhole(name) {
    return ["count", "people", "turns"].includes(this.kinds[name]);
  }

  /** Read one cell; what cannot be read is told by `error`. */
  read(name, text = this.byName.get(name).value) {
    try {
      return read(text, this.isWhole(name));
    } catch (error) {
      return { state: "wrong", amount: null, error: error.message };
    }
  }

  readAll() {
    return new Map(this.inputs.map((input) => [input.dataset.cell, this.read(input.dataset.cell)]));
  }

  /** Remember what Escape goes back to in the cell to which the cursor has come. */
  hold(name, text = this.byName.get(name).value) {
    this.held = { name, text };
  }

  /** What is saved, or shown of others, is what Escape goes back to from then on. */
  holdTold(name, told) {
    if (this.held?.name === name) this.held.text = textOf(told);
  }

  /** Whether a cell says the same as a text, however it is written. */
  isSame(name, text) {
    const [now, then] = [this.read(name), this.read(name, text)];
    if (now.state === "wrong") return this.byName.get(name).value === text;
    return shown(now) === shown(then);
  }

  /** Whether a cell says what the server tells of it, however it is written. */
  says(name, told) {
    return shown(this.read(name)) === textOf(told);
  }

  /** Write a cell as the server tells it, without disturbing whoever types in it. */
  show(name, told) {
    const input = this.byName.get(name);
    if (!input) return;
    input.value = textOf(told);
    this.holdTold(name, told);
    input.dataset.seen = told.seen;
    const note = this.note(name);
    if (note && document.activeElement !== note) note.value = told.note;
    this.dress(name);
  }

  /** Format what was typed, once its writer leaves it. */
  tidy(name) {
    const cell = this.read(name);
    if (cell.state !== "wrong") this.byName.get(name).value = shown(cell);
    this.dress(name);
  }

  dress(name) {
    const input = this.byName.get(name);
    const { state, error } = this.read(name);
    for (const [known, style] of Object.entries(STYLES)) {
      input.classList.toggle(style, state === known);
    }
    this.say(name, "loi", error ?? "");
  }

  /** Put a remark of some sort beside a cell, replacing the one of that sort. */
  say(name, sort, text) {
    const place = this.row(name)?.querySelector("td.note");
    if (!place) return null;
    let told = place.querySelector(`[data-sort="${sort}"]`);
    if (!text) {
      told?.remove();
      return null;
    }
    if (!told) {
      told = document.createElement("b");
      told.dataset.sort = sort;
      place.prepend(told);
    }
    if (told.textContent !== text) told.textContent = text;
    return told;
  }
}
