/** Signed notes, checkpoints and keys of the ledger, as C2SP describes them. */

import { Disproved, isSame, sha256 } from "./tree.js";
import { say } from "./words.js";

const utf8 = new TextEncoder();
const [NOTE, ID] = [1, 4];

/** @param {string} text in base64 @returns {Uint8Array} */
export function bytesOf(text) {
  try {
    return Uint8Array.from(atob(text), (sign) => sign.codePointAt(0));
  } catch {
    throw new Disproved(say("Tệp bằng chứng hỏng: có phần không đọc được."));
  }
}

/** Understand a written key: `name+id+base64`. */
export async function keyOf(text) {
  const [name, number, ...rest] = text.trim().split("+");
  const material = bytesOf(rest.join("+"));
  const raw = material.slice(1);
  const id = (await sha256(utf8.encode(`${name}\n`), material)).slice(0, ID);
  if (material[0] !== NOTE || raw.length !== 32 || hex(id) !== number) {
    throw new Disproved(say("Khóa công khai bị hỏng."));
  }
  return { name, id, raw };
}

/**
 * Return what a checkpoint says, once its signature is believed.
 * @returns {Promise<{origin: string, size: bigint, root: Uint8Array}>}
 */
export async function treeOf(note, key) {
  const end = note.lastIndexOf("\n\n");
  if (end < 0) throw new Disproved(say("Đây không phải là một bản chốt sổ."));
  const body = note.slice(0, end + 1);
  const signatures = note
    .slice(end + 2)
    .split("\n")
    .map((line) => /^— (\S+) (\S+)$/.exec(line))
    .filter((found) => found && found[1] === key.name)
    .map((found) => bytesOf(found[2]))
    .filter((blob) => isSame(blob.slice(0, ID), key.id));
  const known = await crypto.subtle.importKey("raw", key.raw, "Ed25519", false, ["verify"]);
  const message = utf8.encode(body);
  const held = await Promise.all(
    signatures.map((blob) => crypto.subtle.verify("Ed25519", known, blob.slice(ID), message)),
  );
  if (held.length === 0 || held.includes(false)) {
    throw new Disproved(say("Dấu của sổ không mang chữ ký đúng của khóa công khai."));
  }
  const [origin, size, root] = body.split("\n");
  if (origin !== key.name || !/^(0|[1-9]\d{0,18})$/.test(size)) {
    throw new Disproved(say("Đây là bản chốt của một sổ khác."));
  }
  return { origin, size: BigInt(size), root: bytesOf(root) };
}

const hex = (bytes) => [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
