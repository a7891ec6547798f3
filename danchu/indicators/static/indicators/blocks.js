/**
 * Where the numbers of a pasted block belong; a block in doubt belongs nowhere.
 *
 * A spreadsheet hands over rows of fields parted by tabs. What could land in the wrong
 * cell, or be read as another number, is refused whole, with the way out.
 */

import { isForeign, seenOf } from "./numbers.js";

const CODE = /^[A-Z]\d{2}(\.[A-Z0-9_-]+)?$/;
const FIGURE = /^[\d.,\s()%+−–-]*\d[\d.,\s()%+−–-]*$/;
const PARTS_BY_DOT = /^(\d+\.(\d{1,2}|\d{4,})|\d{4,}\.\d+|0\.\d+)$/;
const PARTS_BY_COMMA = /^\d[\d.]*,\d+$/;
const THOUSANDS_BY_DOT = /^[1-9]\d{0,2}(\.\d{3})+$/;
const NONE_PASTED = "Chưa dán ô nào; hãy";

/** Part a block into rows and fields; quoted fields may hold tabs and line ends. */
export function rowsOf(text) {
  const rows = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/gy;
  for (let match; (match = pattern.exec(text)); ) {
    const [, quoted, plain, end] = match;
    rows.at(-1).push(seenOf(quoted?.replaceAll('""', '"') ?? plain));
    if (end === "" || pattern.lastIndex >= text.length) break;
    if (end !== "\t") rows.push([]);
  }
  return rows;
}

/**
 * Say which cell gets which text: by the codes in the block, else downward from where
 * the cursor is; and which codes are left, because the form does not ask them.
 * Throws a sentence when the block does not fit; then nothing is to be written.
 * @param {string} text @param {string[]} names cells in order @param {string} from
 * @param {(text: string) => boolean} reads whether a field can be read
 * @returns {{texts: Map<string, string>, left: string[]}}
 */
export function placed(text, names, from, reads) {
  const rows = rowsOf(text);
  const isFigure = (field = "") => field !== "" && (reads(field) || FIGURE.test(field));
  const width = Math.max(...rows.map((row) => row.length));
  const coded = [...Array(width).keys()].find((at) => rows.some((row) => CODE.test(row[at] ?? "")));
  const told =
    coded === undefined
      ? byPlace(rows, names.slice(names.indexOf(from)), isFigure)
      : byCode(rows, coded, new Set(names), isFigure);
  refuseDoubtful(told.texts);
  return told;
}

/** The one column of numbers: the only one, or the one whose head says “Kỳ này”. */
function columnOfNumbers(rows, body, isFigure, after) {
  const width = Math.max(...rows.map((row) => row.length));
  const columns = [...Array(width).keys()]
    .slice(after + 1)
    .filter((at) => body.some((row) => isFigure(row[at])));
  if (columns.length < 2) return columns[0] ?? -1;
  const heads = rows.slice(0, rows.indexOf(body[0]));
  const named = columns.filter((at) =>
    heads.some((row) => /kỳ này/i.test(row[at] ?? "")),
  );
  if (named.length === 1) return named[0];
  throw new Error(
    `Khối dán có ${columns.length} cột số, chưa rõ cột nào là kỳ này. ${NONE_PASTED} ` +
      "chỉ chép một cột số, hoặc chép cả dòng tiêu đề có chữ “Kỳ này”.",
  );
}

function byCode(rows, at, known, isFigure) {
  const coded = rows.filter((row) => CODE.test(row[at] ?? ""));
  const column = columnOfNumbers(rows, coded, isFigure, at);
  if (column < 0) throw new Error("Khối dán có mã chỉ tiêu nhưng không có cột số. Hãy chọn cả cột số.");
  const strange = coded.filter((row) => !known.has(row[at]) && isFigure(row[column]));
  const texts = new Map();
  for (const row of coded) {
    const [name, field = ""] = [row[at], row[column]];
    if (!known.has(name) || field === "") continue;
    if (texts.has(name) && texts.get(name) !== field) {
      throw new Error(
        `Trong khối dán, ${name} có hai số: ${texts.get(name)} và ${field}. ` +
          `${NONE_PASTED} chỉ chép dòng đúng.`,
      );
    }
    texts.set(name, field);
  }
  if (!texts.size) {
    const codes = strange.slice(0, 3).map((row) => row[at]);
    throw new Error(
      codes.length
        ? `Biểu này không có các mã ${codes.join(", ")}. Hãy kiểm tra đã chép đúng biểu.`
        : "Các dòng có mã của biểu này để trống số. Hãy kiểm tra đã chép đúng cột số.",
    );
  }
  return { texts, left: strange.map((row) => row[at]) };
}

function byPlace(rows, room, isFigure) {
  const isEmpty = (row) => !row.some(Boolean);
  const last = rows.findLastIndex((row) => !isEmpty(row));
  const begin = rows.findIndex((row) => row.some(isFigure));
  if (begin < 0) throw new Error("Khối dán không có số nào. Hãy chọn cột số rồi dán lại.");
  const body = rows.slice(begin, last + 1);
  const column = columnOfNumbers(rows, body, isFigure, -1);
  const texts = body.map((row) => row[column] ?? "");
  if (body.some((row, at) => texts[at] === "" && !isEmpty(row))) {
    throw new Error(
      "Khối dán có dòng để trống số, chưa rõ là một ô hay một tiêu đề. " +
        `${NONE_PASTED} chép kèm cột mã chỉ tiêu.`,
    );
  }
  const label = texts.find((one) => one && !isFigure(one) && !/\d/.test(one));
  if (label) {
    throw new Error(
      `Giữa các số có dòng “${label}”. ${NONE_PASTED} chép kèm cột mã chỉ tiêu, hoặc chép từng đoạn số.`,
    );
  }
  if (texts.length > room.length) {
    throw new Error(
      `Khối dán có ${texts.length} dòng, từ ô này trở xuống chỉ còn ${room.length} ô. ` +
        `${NONE_PASTED} chọn ít dòng hơn, hoặc chép kèm cột mã chỉ tiêu.`,
    );
  }
  return { texts: new Map(texts.flatMap((one, at) => (one ? [[room[at], one]] : []))), left: [] };
}

/** One number in English puts every dot of the block in doubt. */
function refuseDoubtful(texts) {
  const every = [...texts];
  const lines = every.find(([, one]) => /[\t-\r]/.test(one));
  if (lines) {
    throw new Error(`Ô ${lines[0]} ghi nhiều dòng trong một ô. ${NONE_PASTED} để mỗi ô một số rồi chép lại.`);
  }
  const isVietnamese = every.some(([, one]) => PARTS_BY_COMMA.test(one) && !isForeign(one));
  const hasThousands = every.some(([, one]) => THOUSANDS_BY_DOT.test(one));
  const foreign = every.find(
    ([, one]) => isForeign(one) || (hasThousands && !isVietnamese && PARTS_BY_DOT.test(one)),
  );
  if (!foreign) return;
  throw new Error(
    `Ô ${foreign[0]} ghi “${foreign[1]}” theo cách viết số của tiếng Anh, có thể bị hiểu sai. ` +
      `${NONE_PASTED} đặt Excel dùng dấu chấm tách hàng nghìn, dấu phẩy trước phần lẻ ` +
      "(Tệp, Tùy chọn, Nâng cao), rồi chép lại.",
  );
}
