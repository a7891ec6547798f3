/**
 * What was typed and is not yet acknowledged, kept by this browser.
 *
 * By account and filing: a line that breaks, a session that ends, a browser that is
 * closed lose nothing, and nobody else's page sends it. Each cell has an entry of its
 * own, so that two windows of one filing never overwrite each other's.
 */

const [CELL, TEXT] = ["o", "l"];

export class Queue {
  constructor(account, address) {
    this.prefix = `danchu:${account}:${address}:`;
    this.cells = this.#load(CELL);
    this.texts = this.#load(TEXT);
  }

  /** Whether all is sent but what the server has refused. */
  get isSettled() {
    return this.refusals === this.#every.length;
  }

  get refusals() {
    return this.#every.filter((one) => one.refused).length;
  }

  get #every() {
    return [...Object.values(this.cells), ...Object.values(this.texts)];
  }

  putCell(name, cell) {
    this.cells[name] = { ...cell, seen: this.cells[name]?.seen ?? cell.seen };
    this.#keep(CELL, name);
  }

  putText(code, text) {
    this.texts[code] = { ...text, seen: this.texts[code]?.seen ?? text.seen };
    this.#keep(TEXT, code);
  }

  /** What has been typed anew since is typed over what was just written. */
  sawCell(name, seen) {
    if (!this.cells[name]) return;
    this.cells[name].seen = seen;
    this.#keep(CELL, name);
  }

  sawText(code, seen) {
    if (!this.texts[code]) return;
    this.texts[code].seen = seen;
    this.#keep(TEXT, code);
  }

  /** Keep what was refused, and send it no more until it is typed anew. */
  refuseCell(name, sent) {
    if (isSame(this.cells[name], sent)) this.cells[name].refused = true;
  }

  refuseText(code, sent) {
    if (isSame(this.texts[code], sent)) this.texts[code].refused = true;
  }

  /** Drop what was sent, unless it has been typed anew since. */
  dropCell(name, sent) {
    this.#drop(CELL, this.cells, name, sent);
  }

  dropText(code, sent) {
    this.#drop(TEXT, this.texts, code, sent);
  }

  #drop(sort, all, name, sent) {
    const now = all[name];
    if (!now || (sent && !isSame(now, sent))) return;
    delete all[name];
    try {
      const key = this.#key(sort, name);
      // Another window of this browser may have typed something else here meanwhile.
      if (isSame(JSON.parse(localStorage.getItem(key)), now)) localStorage.removeItem(key);
    } catch {
      // As below.
    }
  }

  #key(sort, name) {
    return `${this.prefix}${sort}:${name}`;
  }

  #keep(sort, name) {
    const { text, note, seen } = (sort === CELL ? this.cells : this.texts)[name];
    try {
      localStorage.setItem(this.#key(sort, name), JSON.stringify({ text, note, seen }));
    } catch {
      // Full or forbidden storage: typing goes on, in memory alone.
    }
  }

  #load(sort) {
    const found = {};
    try {
      const begin = this.#key(sort, "");
      for (const key of Object.keys(localStorage)) {
        if (!key.startsWith(begin)) continue;
        const one = JSON.parse(localStorage.getItem(key));
        if (typeof one?.text === "string") found[key.slice(begin.length)] = one;
      }
    } catch {
      // As above.
    }
    return found;
  }
}

const isSame = (one, other) =>
  Boolean(one) && one.text === other?.text && (one.note ?? "") === (other.note ?? "");
