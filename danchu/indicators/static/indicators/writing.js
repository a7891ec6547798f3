/** Writing many cells at once, so that it can be taken back without harm to anybody. */

/**
 * Write texts into cells; return how to take them back. A cell that says something else
 * by then, or that somebody else has written too, stays as it is.
 * @param {import("./sheet.js").Sheet} sheet
 * @param {{changed: (name: string) => void}} tell
 * @param {Map<string, string>} texts
 * @returns {() => string} takes back; says what stayed, if anything did
 */
export function writeMany(sheet, tell, texts) {
  const before = new Map();
  const after = new Map();
  const write = (name, text) => {
    const input = sheet.byName.get(name);
    input.value = text;
    sheet.tidy(name);
    tell.changed(name);
  };
  for (const [name, text] of texts) {
    before.set(name, sheet.byName.get(name).value);
    write(name, text);
    after.set(name, sheet.byName.get(name).value);
  }
  return () => {
    const kept = [];
    for (const [name, text] of before) {
      const input = sheet.byName.get(name);
      if (input.value === after.get(name) && input.dataset.state !== "clash") write(name, text);
      else kept.push(name);
    }
    return kept.length
      ? `Đã hoàn tác; giữ nguyên ${kept.length} ô đã được ghi khác từ lúc đó: ${kept.slice(0, 5).join(", ")}.`
      : "";
  };
}
