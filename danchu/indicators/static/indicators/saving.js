/** Saving as one types: cell by cell, over what was seen, on any line. */

import { Queue } from "./queue.js";

const WAIT = 250;
const POLL = 5_000;
const RETRY = [1_000, 3_000, 8_000, 20_000];

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
    if (!this.queue.isEmpty) this.soon(0);
    setInterval(() => this.poll(), POLL);
    addEventListener("online", () => this.soon(0));
    addEventListener("focus", () => this.soon(0));
    addEventListener("offline", () => this.status.offline());
    // A tab that is closed within the moment of waiting has kept everything.
    addEventListener("pagehide", () => this.flush());
  }

  changed(name, delay = WAIT) {
    const input = this.sheet.byName.get(name);
    this.queue.putCell(name, {
      text: input.value,
      note: this.sheet.note(name)?.value ?? "",
      seen: input.dataset.seen,
    });
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
    const cells = Object.fromEntries(
      Object.entries(this.queue.cells).filter(([name]) => !this.clashing.has(name)),
    );
    const texts = { ...this.queue.texts };
    if (!Object.keys(cells).length && !Object.keys(texts).length) return;
    for (const name of Object.keys(cells)) this.status.cell(name, "saving");
    const answer = await this.#ask({
      method: "POST",
      keepalive: true,
      body: JSON.stringify({ cells, texts }),
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.#token.value },
    });
    if (!answer) {
      for (const name of Object.keys(cells)) this.status.cell(name, "kept");
      return;
    }
    this.#saved(answer, cells, texts);
  }

  get #token() {
    return this.sheet.form.elements.namedItem("csrfmiddlewaretoken");
  }

  async #ask(options) {
    const query = options ? "" : `?sau=${this.mark}`;
    let response;
    try {
      response = await fetch(this.address + query, {
        ...options,
        credentials: "same-origin",
        redirect: "error",
        // Whoever signs in here next does not send what somebody else has typed.
        headers: { Accept: "application/json", "X-Account": this.account, ...options?.headers },
      });
    } catch {
      this.#later();
      this.status.offline();
      return null;
    }
    if (response.ok) {
      this.failures = 0;
      return response.json();
    }
    await this.#failed(response, Boolean(options));
    return null;
  }

  async #failed(response, isSaving) {
    if (response.status === 401) {
      this.status.sessionEnded();
      this.#later();
    } else if (response.status === 403 && isSaving) {
      // Signed in anew elsewhere: the page's token is of the session that ended.
      const fresh = await this.#ask();
      if (fresh) {
        this.#token.value = fresh.csrf;
        this.soon(0);
      }
    } else if (response.status === 404) {
      this.status.refused("Không tìm thấy biểu này nữa. Số đã gõ còn trên máy này; hãy mở lại từ bàn việc.");
    } else if (response.status < 500) {
      const told = await response.json().catch(() => null);
      this.status.refused(told ? `${told.detail} ${told.cure}` : "Chưa lưu được. Hãy tải lại trang.");
    } else {
      this.status.offline();
      this.#later();
    }
  }

  #later() {
    const wait = RETRY[Math.min(this.failures, RETRY.length - 1)];
    this.failures += 1;
    this.soon(wait);
  }

  #saved(answer, cells, texts) {
    for (const [name, told] of Object.entries(answer.saved)) {
      const sent = cells[name];
      const input = this.sheet.byName.get(name);
      const isTypedAnew = sent && input?.value !== sent.text && document.activeElement === input;
      if (input) input.dataset.seen = told.seen;
      if (sent) this.queue.dropCell(name, sent);
      if (this.queue.cells[name]) this.queue.cells[name].seen = told.seen;
      else if (!isTypedAnew && document.activeElement !== input) this.sheet.show(name, told);
      this.status.cell(name, "saved");
    }
    for (const [name, why] of Object.entries(answer.refused)) {
      this.queue.dropCell(name, cells[name]);
      this.sheet.say(name, "loi", why);
      this.status.cell(name, "refused");
    }
    for (const [name, theirs] of Object.entries(answer.conflicts)) this.#clash(name, theirs);
    for (const [code, told] of Object.entries(answer.texts)) {
      this.sheet.texts.get(code).dataset.seen = told.seen;
      this.queue.dropText(code, texts[code]);
    }
    for (const [code, theirs] of Object.entries(answer.text_conflicts)) {
      this.#textClash(code, theirs, texts[code]);
    }
    this.status.saved(answer.at, this.queue.isEmpty);
    this.heard(answer);
    this.poll();
  }

  #clash(name, theirs) {
    this.clashing.add(name);
    this.status.cell(name, "clash");
    this.status.clash(name, theirs, {
      keep: () => {
        this.sheet.byName.get(name).dataset.seen = theirs.seen;
        this.queue.dropCell(name);
        this.changed(name);
        this.flush();
      },
      take: () => {
        this.queue.dropCell(name);
        this.clashing.delete(name);
        this.sheet.show(name, theirs);
        this.status.cell(name, "saved");
        this.poll();
      },
    });
  }

  /** Two texts are never merged by us: theirs is put below, for the writer to choose. */
  #textClash(code, theirs, sent) {
    const area = this.sheet.texts.get(code);
    area.dataset.seen = theirs.seen;
    this.queue.dropText(code, sent);
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

  async #hear() {
    const answer = await this.#ask();
    if (!answer) return;
    this.#token.value = answer.csrf;
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
    for (const [code, told] of Object.entries(answer.texts ?? {})) {
      const area = this.sheet.texts.get(code);
      if (!area || this.queue.texts[code]) continue;
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
    return this.queue.isEmpty;
  }
}
