/** The page of proofs: everything is checked again by the reader's own browser. */

import { continues, prove, refuseOther } from "./proving.js";
import { Disproved } from "./tree.js";

const KEPT = "danchu.so-cai";
const box = document.querySelector("[data-prove]");
const verdict = box.querySelector("[role=status]");
const list = document.createElement("ol");
verdict.after(list);
const { key: shownKey, proof: address, growth } = box.dataset;

async function run(name, fetchProof) {
  list.replaceChildren();
  verdict.textContent = "Đang kiểm tra…";
  verdict.className = "";
  try {
    await check(await fetchProof());
    verdict.textContent = `Khớp. Trình duyệt này đã tự kiểm tra ${name}.`;
    verdict.className = "ok";
  } catch (wrong) {
    add(wrong instanceof Disproved ? wrong.message : unable(wrong), false);
    const isFalse = wrong instanceof Disproved;
    verdict.textContent = isFalse ? "Không khớp." : "Chưa kiểm tra được.";
    verdict.className = isFalse ? "bad" : "";
  }
}

async function check(said) {
  refuseOther(said);
  const kept = remembered();
  if (kept && kept.key !== said.key) {
    throw new Disproved("Khóa của sổ khác với khóa mà trình duyệt này đã thấy lần trước.");
  }
  if (said.key !== shownKey) throw new Disproved("Khóa trong bằng chứng không phải khóa của sổ này.");
  const trusted = kept?.key ?? shownKey;
  const found = await prove(said, trusted);
  if (found.face) add("Mã tính lại từ nội dung trùng với cam kết ghi khi công bố.");
  add(`Dòng thứ ${found.index + 1} dẫn tới đúng dấu của sổ ${found.tree.size} dòng.`);
  add(`Dấu mang chữ ký của khóa ${found.tree.origin}.`);
  if (found.face?.cells) add(compared(found.face.cells));
  if (kept) {
    const before = await continues(kept.checkpoint, said.checkpoint, trusted, path);
    add(`Sổ nối tiếp sổ ${before} dòng mà trình duyệt này đã thấy lần trước.`);
  } else {
    add("Trình duyệt này ghi nhớ khóa và dấu của sổ để so ở lần sau.");
  }
  remember(said, found.tree.size, kept);
}

/** Hold what the page shows against the content that was proved. */
function compared(cells) {
  const rows = document.querySelectorAll("tr[data-cell]");
  const shown = new Map([...rows].map((row) => [row.dataset.cell, row.cells[2].textContent]));
  if (shown.size === 0) return `Nội dung có ${Object.keys(cells).length} ô số liệu.`;
  for (const [name, { number }] of Object.entries(cells)) {
    const text = (shown.get(name) ?? "").replaceAll(".", "").replace(",", ".");
    const digits = /-?[\d.]+/.exec(text)?.[0] ?? null;
    if (!shown.has(name) || (number !== null && digits !== number)) {
      throw new Disproved(`Ô ${name} trên trang này khác với nội dung đã công bố.`);
    }
  }
  return `Cả ${shown.size} ô trên trang này đúng như nội dung đã công bố.`;
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
  if (!globalThis.crypto?.subtle) return "Trình duyệt chỉ tự kiểm tra được trên kết nối an toàn (https).";
  if (wrong.name === "NotSupportedError") return "Trình duyệt này chưa có phép kiểm chữ ký Ed25519.";
  if (wrong instanceof SyntaxError) return "Tệp này không phải là bằng chứng của một mục.";
  return "Không lấy được bằng chứng; kiểm tra kết nối rồi thử lại.";
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
  run("mục này", async () => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }),
);
const file = box.querySelector("input[type=file]");
file.addEventListener("change", () => {
  const [chosen] = file.files;
  if (!chosen) return;
  run(`tệp ${chosen.name}`, async () => JSON.parse(await chosen.text()));
  file.value = ""; // so that the same file, changed, can be chosen again
});
for (const one of box.querySelectorAll("[hidden]")) one.hidden = false;
box.hidden = false;
