/** A block from Excel or LibreOffice, put into the cells it is meant for. */

import { placed } from "./blocks.js";
import { read } from "./numbers.js";
import { writeMany } from "./writing.js";

/** @param {import("./sheet.js").Sheet} sheet */
export function listenToPaste(sheet, tell) {
  sheet.form.addEventListener("paste", (event) => {
    const input = event.target;
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!input.dataset?.cell || !/[\t\n\r]/.test(text.trim())) return;
    event.preventDefault();
    try {
      put(sheet, tell, placed(text, [...sheet.byName.keys()], input.dataset.cell, reads));
    } catch (error) {
      tell.declined(error.message);
    }
  });
}

function reads(text) {
  try {
    return read(text).state !== "blank";
  } catch {
    return false;
  }
}

function put(sheet, tell, { texts, left }) {
  const undo = writeMany(sheet, tell, texts);
  const names = [...texts.keys()];
  const span = names.length > 1 ? `, từ ${names[0]} đến ${names.at(-1)}` : `: ${names[0]}`;
  const unread = names.filter((name) => sheet.read(name).state === "wrong");
  tell.undoable(
    [
      `Đã dán ${texts.size} ô${span}.`,
      unread.length ? `${unread.length} ô chưa đọc được: ${unread.slice(0, 5).join(", ")}.` : "",
      left.length
        ? `Bỏ qua ${left.length} dòng không nhập ở biểu này: ${left.slice(0, 5).join(", ")}.`
        : "",
    ]
      .filter(Boolean)
      .join(" "),
    undo,
  );
}
