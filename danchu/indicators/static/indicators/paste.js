/** A block from Excel or LibreOffice, put into the cells it is meant for. */

const CODE = /^[A-Z]\d{2}(\.[A-Z0-9_-]+)?$/;

/** Part a block into rows and fields; quoted fields may hold tabs and line ends. */
export function rowsOf(text) {
  const rows = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/gy;
  for (let match; (match = pattern.exec(text)); ) {
    const [whole, quoted, plain, end] = match;
    rows.at(-1).push((quoted?.replaceAll('""', '"') ?? plain).trim());
    if (end === "" || pattern.lastIndex >= text.length) break;
    if (end !== "\t") rows.push([]);
    if (!whole) break;
  }
  return rows.filter((row) => row.some(Boolean));
}

const isAnswer = (text, reads) => text !== "" && reads(text);

/** The column that holds numbers most often, right of `after`. */
function columnOfNumbers(rows, reads, after) {
  const width = Math.max(...rows.map((row) => row.length));
  let [best, most] = [-1, 0];
  for (let at = after + 1; at < width; at += 1) {
    const count = rows.filter((row) => isAnswer(row[at] ?? "", reads)).length;
    if (count > most) [best, most] = [at, count];
  }
  return best;
}

/**
 * Say which cell gets which text: by the codes in the block, else downward from where
 * the cursor is. Header rows, merged ones too, hold no number and are left out.
 * Throws a sentence when the block does not fit; then nothing is to be written.
 * @param {string} text @param {string[]} names cells in order @param {string} from
 * @param {(text: string) => boolean} reads whether a field can be read
 * @returns {Map<string, string>}
 */
export function placed(text, names, from, reads) {
  const rows = rowsOf(text);
  const known = new Set(names);
  const width = Math.max(0, ...rows.map((row) => row.length));
  for (let at = 0; at < width; at += 1) {
    const coded = rows.filter((row) => CODE.test(row[at] ?? ""));
    if (!coded.length) continue;
    const column = columnOfNumbers(coded, reads, at);
    const strange = coded.filter((row) => !known.has(row[at]) && isAnswer(row[column] ?? "", reads));
    if (column < 0) throw new Error("Khối dán có mã chỉ tiêu nhưng không có cột số. Hãy chọn cả cột số.");
    const fitting = coded.filter((row) => known.has(row[at]) && (row[column] ?? "") !== "");
    if (!fitting.length) {
      throw new Error(`Biểu này không có các mã ${strange.slice(0, 3).map((row) => row[at]).join(", ")}. Hãy kiểm tra đã chép đúng biểu.`);
    }
    const texts = new Map(fitting.map((row) => [row[at], row[column]]));
    texts.left = strange.map((row) => row[at]);
    return texts;
  }
  const column = columnOfNumbers(rows, reads, -1);
  const begin = rows.findIndex((row) => isAnswer(row[column] ?? "", reads));
  const texts = begin < 0 ? [] : rows.slice(begin).map((row) => row[column] ?? "");
  const room = names.slice(names.indexOf(from));
  if (!texts.length) throw new Error("Khối dán không có số nào. Hãy chọn cột số rồi dán lại.");
  if (texts.length > room.length) {
    throw new Error(
      `Khối dán có ${texts.length} dòng, từ ô này trở xuống chỉ còn ${room.length} ô. ` +
        "Chưa dán ô nào; hãy chọn ít dòng hơn, hoặc chép kèm cột mã chỉ tiêu.",
    );
  }
  return new Map(texts.flatMap((one, at) => (one === "" ? [] : [[room[at], one]])));
}

/** @param {import("./sheet.js").Sheet} sheet */
export function listenToPaste(sheet, tell) {
  sheet.form.addEventListener("paste", (event) => {
    const input = event.target;
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!input.dataset?.cell || !/[\t\n\r]/.test(text.trim())) return;
    event.preventDefault();
    try {
      put(sheet, tell, placed(text, [...sheet.byName.keys()], input.dataset.cell, reads(sheet)));
    } catch (error) {
      tell.refused(error.message);
    }
  });
}

function reads(sheet) {
  const probe = document.createElement("input");
  const apart = Object.create(sheet, { byName: { value: new Map([["?", probe]]) } });
  return (text) => {
    probe.value = text;
    return apart.read("?").state !== "wrong";
  };
}

function put(sheet, tell, texts) {
  const old = new Map([...texts.keys()].map((name) => [name, sheet.byName.get(name).value]));
  const write = (some) => {
    for (const [name, text] of some) {
      sheet.byName.get(name).value = text;
      sheet.tidy(name);
      tell.changed(name);
    }
  };
  write(texts);
  const left = texts.left?.length
    ? ` Bỏ qua ${texts.left.length} dòng không nhập ở biểu này: ${texts.left.slice(0, 5).join(", ")}.`
    : "";
  tell.undoable(`Đã dán ${texts.size} ô.${left}`, () => write(old));
}
