/** What one proof shows, and whether the ledger still continues what was seen before. */

import { bytesOf, keyOf, treeOf } from "./notes.js";
import { Disproved, isSame, leafHash, verifyConsistency, verifyInclusion } from "./tree.js";
import { say } from "./words.js";

const utf8 = new TextEncoder();
const FORMAT = "danchu/item-proof/1";

/** Throw unless this has the shape of a proof of an item. */
export function refuseOther(said) {
  const texts = [said?.checkpoint, said?.leaf, said?.key];
  const isProof = said?.format === FORMAT && Array.isArray(said.path);
  if (!isProof || texts.some((one) => typeof one !== "string")) {
    throw new Disproved(say("Tệp này không phải là bằng chứng của một mục."));
  }
}

/**
 * Check a proof by itself: signature, place in the tree, content.
 * @param {object} said what the file holds
 * @param {string} trusted the key that is believed
 */
export async function prove(said, trusted) {
  refuseOther(said);
  const key = await keyOf(trusted);
  const tree = await treeOf(said.checkpoint, key);
  const words = JSON.parse(said.leaf);
  const face = said.face === null ? null : bytesOf(said.face);
  if (face && !(await isOpenedBy(words.commitment, bytesOf(said.salt), face))) {
    throw new Disproved(say("Nội dung của mục “{item}” không phải là nội dung đã công bố.", words));
  }
  try {
    await verifyInclusion({
      index: BigInt(said.index),
      size: tree.size,
      leaf: await leafHash(utf8.encode(said.leaf)),
      proof: said.path.map(bytesOf),
      root: tree.root,
    });
  } catch (wrong) {
    if (!(wrong instanceof Disproved)) throw wrong;
    throw new Disproved(say("Mục “{item}” không nằm trong sổ của bản chốt này.", words));
  }
  return { item: words.item, day: words.day, index: said.index, tree, face: read(face) };
}

/**
 * Throw unless the later of two checkpoints only added to the earlier one.
 * @param {(older: bigint, later: bigint) => Promise<object>} ask for the path between them
 */
export async function continues(one, other, trusted, ask) {
  const key = await keyOf(trusted);
  const trees = [await treeOf(one, key), await treeOf(other, key)];
  trees.sort((left, right) => (left.size < right.size ? -1 : 1));
  const [older, later] = trees;
  if (older.size === later.size || older.size === 0n) {
    if (older.size === later.size && !isSame(older.root, later.root)) throw split();
    return older.size;
  }
  const said = await ask(older.size, later.size);
  try {
    await verifyConsistency({
      older: older.size,
      later: later.size,
      proof: said.path.map(bytesOf),
      olderRoot: older.root,
      laterRoot: later.root,
    });
  } catch (wrong) {
    if (wrong instanceof Disproved) throw split();
    throw wrong;
  }
  return older.size;
}

const split = () =>
  new Disproved(
    say(
      "Sổ hiện nay không nối tiếp sổ mà trình duyệt này đã thấy: quá khứ đã bị viết lại, hoặc có hai sổ được đưa ra cho những người khác nhau.",
    ),
  );

async function isOpenedBy(committed, salt, content) {
  const usage = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", salt, usage, false, ["sign"]);
  const made = new Uint8Array(await crypto.subtle.sign("HMAC", key, content));
  return [...made].map((one) => one.toString(16).padStart(2, "0")).join("") === committed;
}

function read(face) {
  if (face === null) return null;
  try {
    return JSON.parse(new TextDecoder().decode(face));
  } catch {
    return null;
  }
}
