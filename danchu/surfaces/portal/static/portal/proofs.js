/** The page of proofs: everything is checked again by the reader's own browser. */

import { continues, prove, refuseOther } from "./proving.js";
import { Disproved } from "./tree.js";
import { isEnglish, say } from "./words.js";

const KEPT = "danchu.so-cai";
const box = document.querySelector("[data-prove]");
const verdict = box.querySelector("[role=status]");
const list = document.createElement("ol");
verdict.after(list);
const { key: shownKey, proof: address, growth } = box.dataset;

async function run(name, fetchProof) {
  list.replaceChildren();
  verdict.textContent = say("Đang kiểm tra…");
  verdict.className = "";
  try {
    await check(await fetchProof());
    verdict.textContent = say("Khớp. Trình duyệt này đã tự kiểm tra {name}.", { name });
    verdict.className = "ok";
  } catch (wrong) {
    add(wrong instanceof Disproved ? wrong.message : unable(wrong), false);
    const isFalse = wrong instanceof Disproved;
    verdict.textContent = isFalse ? say("Không khớp.") : say("Chưa kiểm tra được.");
    verdict.className = isFalse ? "bad" : "";
  }
}

async function check(said) {
  refuseOther(said);
  const kept = remembered();
  if (kept && kept.key !== said.key) {
    throw new Disproved(say("Khóa của sổ khác với khóa mà trình duyệt này đã thấy lần trước."));
  }
  if (said.key !== shownKey) throw new Disproved(say("Khóa trong bằng chứng không phải khóa của sổ này."));
  const trusted = kept?.key ?? shownKey;
  const found = await prove(said, trusted);
  if (found.face) add(say("Mã tính lại từ nội dung trùng với cam kết ghi khi công bố."));
  const line = found.index + 1;
  add(say("Dòng thứ {line} dẫn tới đúng dấu của sổ {size} dòng.", { line, size: found.tree.size }));
  add(say("Dấu mang chữ ký của khóa {key}.", { key: found.tree.origin }));
  if (found.face?.cells) add(compared(found.face.cells));
  if (kept) {
    const before = await continues(kept.checkpoint, said.checkpoint, trusted, path);
    add(say("Sổ nối tiếp sổ {before} dòng mà trình duyệt này đã thấy lần trước.", { before }));
  } else {
    add(say("Trình duyệt này ghi nhớ khóa và dấu của sổ để so ở lần sau."));
  }
  remember(said, found.tree.size, kept);
}

/** Hold what the page shows against the content that was proved. */
function compared(cells) {
  const rows = document.querySelectorAll("tr[data-cell]");
  const shown = new Map([...rows].map((row) => [row.dataset.cell, row.cells[2].textContent]));
  if (shown.size === 0) return say("Nội dung có {cells} ô số liệu.", { cells: Object.keys(cells).length });
  for (const [name, { number }] of Object.entries(cells)) {
    const text = plain(shown.get(name) ?? "");
    const digits = /-?[\d.]+/.exec(text)?.[0] ?? null;
    if (!shown.has(name) || (number !== null && digits !== number)) {
      throw new Disproved(say("Ô {name} trên trang này khác với nội dung đã công bố.", { name }));
    }
  }
  return say("Cả {cells} ô trên trang này đúng như nội dung đã công bố.", { cells: shown.size });
}

/** Write a number of the page as the proof does: no thousands, a decimal point. */
function plain(text) {
  return isEnglish ? text.replaceAll(",", "") : text.replaceAll(".", "").replace(",", ".");
}

async function path(older, later) {
  const answer = await fetch(`${growth}?old=${older}&new=${later}`);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

function add(text, isRight = true) {
  const item = document.createElement("li");
  item.className = isRight ? "ok" : "bad";
  item.textContent = text;
  list.append(item);
}

function unable(wrong) {
  if (!globalThis.crypto?.subtle) return say("Trình duyệt chỉ tự kiểm tra được trên kết nối an toàn (https).");
  if (wrong.name === "NotSupportedError") return say("Trình duyệt này chưa có phép kiểm chữ ký Ed25519.");
  if (wrong instanceof SyntaxError) return say("Tệp này không phải là bằng chứng của một mục.");
  return say("Không lấy được bằng chứng; kiểm tra kết nối rồi thử lại.");
}

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEPT));
  } catch {
    return null;
  }
}

function remember(said, size, kept) {
  if (kept && BigInt(kept.size) >= size) return;
  try {
    localStorage.setItem(
      KEPT,
      JSON.stringify({ key: said.key, checkpoint: said.checkpoint, size: String(size) }),
    );
  } catch {
    // A browser that keeps nothing still checks everything else.
  }
}

const press = box.querySelector("button");
press?.addEventListener("click", () =>
  run(say("mục này"), async () => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }),
);
const file = box.querySelector("input[type=file]");
file.addEventListener("change", () => {
  const [chosen] = file.files;
  if (!chosen) return;
  run(say("tệp {name}", { name: chosen.name }), async () => JSON.parse(await chosen.text()));
  file.value = ""; // so that the same file, changed, can be chosen again
});
for (const one of box.querySelectorAll("[hidden]")) one.hidden = false;
box.hidden = false;
