/**
 * What was typed and is not yet acknowledged, kept by this browser.
 *
 * By account and filing: a line that breaks, a session that ends, a browser that is
 * closed lose nothing, and nobody else's page sends it.
 */

export class Queue {
  constructor(account, address) {
    this.key = `danchu:${account}:${address}`;
    this.cells = {};
    this.texts = {};
    try {
      Object.assign(this, JSON.parse(localStorage.getItem(this.key) ?? "{}"));
    } catch {
      // Unreadable or forbidden storage: typing goes on, in memory alone.
    }
  }

  get isEmpty() {
    return !Object.keys(this.cells).length && !Object.keys(this.texts).length;
  }

  putCell(name, cell) {
    this.cells[name] = { ...cell, seen: this.cells[name]?.seen ?? cell.seen };
    this.keep();
  }

  putText(code, text) {
    this.texts[code] = { ...text, seen: this.texts[code]?.seen ?? text.seen };
    this.keep();
  }

  /** Drop what was sent, unless it has been typed anew since. */
  dropCell(name, sent) {
    const now = this.cells[name];
    if (now && (!sent || (now.text === sent.text && now.note === sent.note))) delete this.cells[name];
    this.keep();
  }

  dropText(code, sent) {
    if (!sent || this.texts[code]?.text === sent.text) delete this.texts[code];
    this.keep();
  }

  keep() {
    try {
      if (this.isEmpty) localStorage.removeItem(this.key);
      else localStorage.setItem(this.key, JSON.stringify({ cells: this.cells, texts: this.texts }));
    } catch {
      // As above: what cannot be stored is still sent.
    }
  }
}
