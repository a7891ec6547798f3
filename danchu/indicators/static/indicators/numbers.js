/**
 * Numbers as Vietnamese papers write them, and what a cell says.
 *
 * The same rules as `rules/amounts.py` and `rules/cells.py`; both are held to the
 * vectors of `data/check_vectors.json`. A number is a BigInt of ten-thousandths: money
 * of eighteen digits does not fit a binary fraction.
 */

export const SCALE = 10_000n;
const LARGEST = 10n ** 18n * SCALE;
/** What may stand between thousands, as Word and Excel write it. */
const SPACE = /[ \u00a0\u2007\u2009\u202f]/;
const BETWEEN = /\.|[ \u00a0\u2007\u2009\u202f]+/;
const ENGLISH = /^(\d{1,3}(,\d{3})+\.\d+|\d{1,3}(,\d{3}){2,})$/;
/** Thousands to an English spreadsheet, parts of one to a Vietnamese reader. */
const TWOFOLD = /^[1-9]\d{0,2},\d{3}$/;
const HIDDEN = /[\u200b-\u200f\u2060\ufeff]/g;
const SHORT = {
  k: "not_applicable",
  "không áp dụng": "not_applicable",
  c: "not_yet",
  "chưa có": "not_yet",
  "chưa có số": "not_yet",
};
const LIMITS = {
  hơn: "more_than",
  trên: "more_than",
  ">": "more_than",
  gần: "fewer_than",
  dưới: "fewer_than",
  "<": "fewer_than",
};
const VAGUE = ["khoảng", "~", "≈", "chừng"];
const WORDS = {
  exact: "",
  more_than: "hơn ",
  fewer_than: "gần ",
  approximate: "khoảng ",
};

/** Write ten-thousandths, or smaller parts: 1.234.567,8. @param {bigint} units */
export function format(units, places = 4) {
  const sign = units < 0n ? "−" : "";
  const digits = String(units < 0n ? -units : units).padStart(places + 1, "0");
  const comma = digits.length - places;
  const whole = digits.slice(0, comma).replace(/\B(?=(\d{3})+$)/g, ".");
  const rest = digits.slice(comma).replace(/0+$/, "");
  return sign + whole + (rest ? `,${rest}` : "");
}

/** Write an amount with the word of its limit. @param {{units: bigint, qualifier: string}} amount */
export const spoken = (amount) => WORDS[amount.qualifier] + format(amount.units);

/** Say an amount so that it is read as the same again. @param {{units: bigint, qualifier: string}} amount */
export function typed(amount) {
  const text = spoken(amount);
  return TWOFOLD.test(text.slice(WORDS[amount.qualifier].length)) ? `${text}0` : text;
}

/** Read “1.234,5”; throw a sentence in Vietnamese. @param {string} text */
export function parse(text) {
  const seen = text.trim();
  refuseForeign(seen);
  const [whole, ...more] = seen.split(",");
  const groups = whole.split(BETWEEN);
  const digits = groups.join("");
  const rest = more.join(",");
  if (!/^\d+$/.test(digits) || (more.length && !/^\d+$/.test(rest))) {
    throw new Error("không phải là số; hãy ghi như 1.234 hoặc 1.234,5");
  }
  if (groups.length > 1 && !isGrouped(groups)) {
    throw new Error(
      "dấu chấm chỉ dùng để tách hàng nghìn, dấu cách cũng vậy; " +
        "phần lẻ ghi sau dấu phẩy, như 1,5",
    );
  }
  if (whole.includes(".") && SPACE.test(whole)) {
    throw new Error("không dùng lẫn dấu chấm và dấu cách; hãy ghi như 1.234.567");
  }
  const places = rest.replace(/0+$/, "");
  const units = BigInt(digits + places.slice(0, 4).padEnd(4, "0"));
  if (units >= LARGEST) throw new Error("số quá lớn");
  if (places.length > 4) throw new Error("nhiều hơn 4 chữ số sau dấu phẩy");
  return units;
}

/** Tell whether a number reads otherwise in English. @param {string} text */
export const isForeign = (text) => ENGLISH.test(text) || TWOFOLD.test(text);

function refuseForeign(text) {
  if (/[\t-\r\u2028\u2029]/.test(text)) throw new Error("nhiều dòng trong một ô; hãy ghi một số");
  if (ENGLISH.test(text)) {
    const mended = text.replace(/[,.]/g, (one) => (one === "," ? "." : ","));
    throw new Error(`viết theo kiểu tiếng Anh; hãy ghi ${mended}`);
  }
  if (TWOFOLD.test(text)) {
    throw new Error(
      `có thể hiểu hai cách; hãy ghi ${text.replace(",", ".")} nếu là hàng nghìn, ` +
        `ghi ${text}0 nếu là phần lẻ`,
    );
  }
}

function isGrouped([first, ...others]) {
  const begins = /^[1-9]\d{0,2}$/.test(first);
  return begins && others.every((group) => group.length === 3);
}

/** What a person sees of a text: letters whole, marks without a shape gone. @param {string} text */
export const seenOf = (text) => text.replace(HIDDEN, "").normalize("NFC").trim();

/**
 * Read what was typed into a cell.
 * @param {string} entered @param {boolean} whole refuses parts of one
 * @returns {{state: string, amount: {units: bigint, qualifier: string} | null}}
 */
export function read(entered, whole = false) {
  const text = seenOf(entered);
  const said = SHORT[text.toLowerCase()];
  if (!text || said) return { state: said ?? "blank", amount: null };
  const [qualifier, digits] = qualified(text);
  const units = parse(digits);
  if (whole && units % SCALE) throw new Error("phải là số nguyên, không có phần lẻ");
  if (!units && qualifier !== "exact") {
    throw new Error("“hơn 0”, “gần 0” không nói được gì; hãy ghi số đã đếm");
  }
  return { state: units ? "number" : "zero", amount: { units, qualifier } };
}

function qualified(text) {
  if (text.endsWith("%")) {
    throw new Error("không nhập tỷ lệ phần trăm; hãy nhập số, hệ thống tự tính");
  }
  if (/^[-−–]\s*\d/.test(text)) throw new Error("không thể là số âm");
  const folded = text.toLowerCase();
  if (VAGUE.some((word) => folded.startsWith(word))) {
    throw new Error("không ghi “khoảng”; hãy ghi số đúng, hoặc “hơn”, “gần”");
  }
  for (const [word, qualifier] of Object.entries(LIMITS)) {
    if (!folded.startsWith(word)) continue;
    const rest = folded.slice(word.length);
    if (!/^\p{L}/u.test(rest)) return [qualifier, rest.trim()];
  }
  return ["exact", text];
}

/** What a cell shows once it is read. @param {ReturnType<typeof read>} cell */
export function shown(cell) {
  const words = { not_applicable: "Không áp dụng", not_yet: "Chưa có", blank: "" };
  return cell.amount ? typed(cell.amount) : words[cell.state];
}

/** Read a number as the server sends it: “1234.5”. @param {string} text */
export function units(text) {
  const [whole, rest = ""] = text.split(".");
  return BigInt(whole + rest.slice(0, 4).padEnd(4, "0"));
}
