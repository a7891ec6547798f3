/** Saving as one types: cell by cell, over what was seen, on any line. */

import { ask, MOST_SENT, parted } from "./line.js";
import { Queue } from "./queue.js";

const WAIT = 250;
const POLL = 5_000;
const RETRY = [1_000, 3_000, 8_000, 20_000];
const LEAST_SENT = 2_000;

export class Saver {
  /**
   * @param {import("./sheet.js").Sheet} sheet
   * @param {ReturnType<import("./status.js").statusOf>} status
   * @param {(answer: object) => void} heard told after every answer
   */
  constructor(sheet, status, heard) {
    this.sheet = sheet;
    this.status = status;
    this.heard = heard;
    this.address = sheet.form.dataset.save;
    this.mark = Number(sheet.form.dataset.mark);
    this.account = sheet.form.dataset.account;
    this.queue = new Queue(this.account, this.address);
    this.clashing = new Set();
    this.failures = 0;
    this.saves = 0;
    this.most = MOST_SENT;
    this.hasRenewed = false;
    this.timer = 0;
    this.busy = null;
    this.polling = null;
  }

  start() {
    for (const [name, { text, note }] of Object.entries(this.queue.cells)) {
      const input = this.sheet.byName.get(name);
      if (!input) {
        this.queue.dropCell(name);
        continue;
      }
      input.value = text;
      this.sheet.dress(name);
      if (this.sheet.note(name)) this.sheet.note(name).value = note;
    }
    for (const [code, { text }] of Object.entries(this.queue.texts)) {
      const area = this.sheet.texts.get(code);
      if (area) area.value = text;
      else this.queue.dropText(code);
    }
    // Typed before this script was there: the browser restores nothing by itself here.
    for (const [name, input] of this.sheet.byName) {
      if (!this.queue.cells[name] && input.value !== input.defaultValue) this.changed(name);
    }
    if (!this.queue.isSettled) this.soon(0);
    setInterval(() => this.poll(), POLL);
    addEventListener("online", () => this.soon(0));
    addEventListener("focus", () => this.soon(0));
    addEventListener("offline", () => this.status.offline());
    // A tab that is closed within the moment of waiting has kept everything.
    addEventListener("pagehide", () => this.flush());
  }

  changed(name, delay = WAIT) {
    const input = this.sheet.byName.get(name);
    const before = this.queue.cells[name];
    const note = this.sheet.note(name)?.value ?? "";
    this.queue.putCell(name, { text: input.value, note, seen: input.dataset.seen });
    // A choice between two numbers stands until one types a third.
    if (this.clashing.has(name) && before?.note === note && this.sheet.isSame(name, before.text)) return;
    this.clashing.delete(name);
    this.status.cell(name, "waiting");
    this.soon(delay);
  }

  wrote(code) {
    const area = this.sheet.texts.get(code);
    this.queue.putText(code, { text: area.value, seen: area.dataset.seen });
    this.soon(WAIT * 4);
  }

  soon(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), delay);
  }

  /** Send what waits; one request at a time. */
  flush() {
    this.busy ??= this.#send().finally(() => {
      this.busy = null;
    });
    return this.busy;
  }

  async #send() {
    const waits = ([name, one]) => !one.refused && !this.clashing.has(name);
    const [cells, texts] = [this.queue.cells, this.queue.texts].map((all) =>
      Object.fromEntries(Object.entries(all).filter(waits).map(([name, one]) => [name, { ...one }])),
    );
    for (const part of parted(cells, texts, this.most)) {
      if (!(await this.#sendPart(part))) return;
    }
  }

  /** Send one part; tell whether the next may follow. */
  async #sendPart(part) {
    const names = Object.keys(part.cells);
    for (const name of names) this.status.cell(name, "saving");
    const { answer, ...failure } = await ask(this.address, this.account, {
      part,
      token: this.#token.value,
    });
    if (answer) {
      this.#saved(answer, part.cells, part.texts);
      return true;
    }
    for (const name of names) this.status.cell(name, "kept");
    return this.#failed(failure, part);
  }

  get #token() {
    return this.sheet.form.elements.namedItem("csrfmiddlewaretoken");
  }

  /** Say why nothing was saved and see that it will be; tell whether the next part may. */
  async #failed({ why, told, wait }, part) {
    const [code] = Object.keys(part.texts);
    const isOne = Object.keys(part.cells).length + (code ? 1 : 0) === 1;
    if (why === "forbidden" && !this.hasRenewed) {
      // Signed in anew elsewhere: the page's token is of the session that ended.
      this.hasRenewed = true;
      const { answer, ...failure } = await ask(this.#since, this.account);
      if (answer) {
        this.#token.value = answer.csrf;
        this.soon(0);
        return false;
      }
      return this.#failed(failure, part);
    }
    if (why === "large" && !isOne && this.most > LEAST_SENT) {
      this.most = Math.max(LEAST_SENT, this.most / 4);
      this.soon(0);
      return false;
    }
    this.status.failed(why, told);
    if (why === "gone" || why === "refused" || why === "large") {
      if (code) this.queue.refuseText(code, part.texts[code]);
      return Boolean(code);
    }
    this.#later(wait);
    return false;
  }

  #later(least = 0) {
    const wait = RETRY[Math.min(this.failures, RETRY.length - 1)];
    this.failures += 1;
    this.soon(Math.max(wait, least));
  }

  #saved(answer, cells, texts) {
    this.failures = 0;
    this.hasRenewed = false;
    this.saves += 1;
    for (const name of Object.keys(cells)) this.status.cell(name, "kept");
    for (const [name, told] of Object.entries(answer.saved)) this.#written(name, told, cells[name]);
    for (const [name, why] of Object.entries(answer.refused)) {
      this.queue.refuseCell(name, cells[name]);
      this.sheet.say(name, "loi", why);
      this.status.cell(name, "refused");
    }
    for (const [name, theirs] of Object.entries(answer.conflicts)) this.#clash(name, theirs);
    for (const [code, told] of Object.entries(answer.texts)) {
      const area = this.sheet.texts.get(code);
      if (area) area.dataset.seen = told.seen;
      this.queue.dropText(code, texts[code]);
      this.queue.sawText(code, told.seen);
    }
    for (const [code, theirs] of Object.entries(answer.text_conflicts)) {
      this.#textClash(code, theirs, texts[code]);
    }
    if (this.queue.isSettled) this.status.saved(answer.at, this.queue.refusals);
    this.heard(answer);
    this.poll();
  }

  #written(name, told, sent) {
    const input = this.sheet.byName.get(name);
    if (!input) return;
    input.dataset.seen = told.seen;
    if (sent) this.queue.dropCell(name, sent);
    this.sheet.holdTold(name, told);
    const isTypedAnew = Boolean(this.queue.cells[name]);
    if (isTypedAnew) this.queue.sawCell(name, told.seen);
    // Whoever still types in it is not disturbed, unless it says something else.
    else if (document.activeElement !== input || !this.sheet.says(name, told)) this.sheet.show(name, told);
    this.status.cell(name, isTypedAnew ? "waiting" : "saved");
  }

  #clash(name, theirs) {
    this.clashing.add(name);
    this.status.cell(name, "clash");
    const input = this.sheet.byName.get(name);
    this.status.clash(name, input?.value ?? "", theirs, {
      keep: () => {
        input.dataset.seen = theirs.seen;
        this.queue.dropCell(name);
        this.changed(name);
        this.flush();
        input.focus();
      },
      take: () => {
        this.queue.dropCell(name);
        this.clashing.delete(name);
        this.sheet.show(name, theirs);
        this.status.cell(name, "saved");
        input.focus();
        this.heard(theirs);
        this.poll();
      },
    });
  }

  /** Two texts are never merged by us: theirs is put below, for the writer to choose. */
  #textClash(code, theirs, sent) {
    const area = this.sheet.texts.get(code);
    if (!area) return;
    area.dataset.seen = theirs.seen;
    this.queue.dropText(code, sent);
    this.queue.sawText(code, theirs.seen);
    area.value = `${area.value}\n\n[${theirs.who} vừa viết:]\n${theirs.text}`;
    this.status.refused(`${theirs.who} vừa viết cùng phần lời này. Cả hai bản đang ở trong ô: hãy giữ phần đúng.`);
    this.wrote(code);
  }

  /** Ask what others wrote; their cells appear, with their names. */
  poll() {
    if (document.hidden || !navigator.onLine) return Promise.resolve();
    this.polling ??= this.#hear().finally(() => {
      this.polling = null;
    });
    return this.polling;
  }

  get #since() {
    return `${this.address}?sau=${this.mark}`;
  }

  async #hear() {
    const { saves } = this;
    const { answer, why, told } = await ask(this.#since, this.account);
    if (!answer) {
      this.status.failed(why, told);
      return;
    }
    this.#token.value = answer.csrf ?? this.#token.value;
    if (this.queue.isSettled && !this.queue.refusals) this.status.restored();
    // Asked before the last save, it may tell as new what that save has replaced.
    if (saves !== this.saves) return;
    this.mark = answer.mark;
    this.sheet.form.elements.namedItem("phien-ban").value = answer.mark;
    for (const [name, told] of Object.entries(answer.cells)) {
      const input = this.sheet.byName.get(name);
      // What is being typed is in the queue from its first key; a cell in which only the
      // cursor stands must show the new figure, or handing up would send the old one.
      if (!input || this.queue.cells[name] || input.dataset.seen === told.seen) continue;
      this.sheet.show(name, told);
      this.sheet.say(name, "nguoi-khac", `${told.who} vừa ghi lúc ${told.at}.`);
    }
    for (const [code, told] of Object.entries(answer.texts)) {
      const area = this.sheet.texts.get(code);
      if (!area || this.queue.texts[code] || area.dataset.seen === told.seen) continue;
      area.value = told.text;
      area.dataset.seen = told.seen;
    }
    if (answer.findings) this.heard(answer);
  }

  /** Before handing up: everything sent, everything of others seen. */
  async settle() {
    clearTimeout(this.timer);
    await this.busy;
    await this.flush();
    // An answer that was asked for before the last save does not know it.
    await this.polling;
    await this.poll();
    // What the server refuses is for its page to say, cell by cell.
    return this.queue.isSettled;
  }
}
