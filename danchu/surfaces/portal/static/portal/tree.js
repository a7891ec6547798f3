/**
 * Hashes and proofs of RFC 6962, computed by the reader's own browser.
 *
 * The same rules as `kernel/ledger/rules/proofs.py`, held to the same vectors. Sizes are
 * BigInt: a log may have more leaves than 32 bits count.
 */

const HASH = 32;

/** Thrown when something claimed is false, or cannot be read. */
export class Disproved extends Error {}

/** @param {Uint8Array[]} parts */
export async function sha256(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, one) => sum + one.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest("SHA-256", whole));
}

export const leafHash = (data) => sha256(Uint8Array.of(0), data);
const nodeHash = (left, right) => sha256(Uint8Array.of(1), left, right);

export const isSame = (one, other) =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);

/** Throw unless `leaf` is number `index` of the tree of `size` leaves with this root. */
export async function verifyInclusion({ index, size, leaf, proof, root }) {
  refuseMisshapen(leaf, root, ...proof);
  if (index < 0n || index >= size) throw new Disproved("the leaf lies outside the tree");
  const inner = bits(index ^ (size - 1n));
  refuse(proof.length !== inner + ones(index >> BigInt(inner)), "a wrong length");
  const found = await climb(leaf, proof.slice(0, inner), index);
  refuse(!isSame(await border(found, proof.slice(inner)), root), "another root");
}

/** Throw unless the tree of `later` leaves begins with that of `older`. */
export async function verifyConsistency({ older, later, proof, olderRoot, laterRoot }) {
  refuse(older < 0n || older > later, "the later tree is smaller");
  refuse(older === 0n, "an empty tree says nothing");
  if (older === later) {
    refuse(proof.length > 0, "a wrong length");
    refuse(!isSame(olderRoot, laterRoot), "one size has two roots");
    return;
  }
  refuseMisshapen(olderRoot, laterRoot, ...proof);
  const shift = bits(older & -older) - 1;
  const chain = older === 1n << BigInt(shift) ? [olderRoot, ...proof] : proof;
  const inner = bits((older - 1n) ^ (later - 1n)) - shift;
  const path = (older - 1n) >> BigInt(shift);
  refuse(chain.length !== 1 + inner + ones(path >> BigInt(inner)), "a wrong length");
  const [seed, siblings, lefts] = [chain[0], chain.slice(1, inner + 1), chain.slice(inner + 1)];
  const before = siblings.filter((_, level) => (path >> BigInt(level)) & 1n);
  refuse(!isSame(await border(seed, [...before, ...lefts]), olderRoot), "another earlier root");
  const after = await border(await climb(seed, siblings, path), lefts);
  refuse(!isSame(after, laterRoot), "another later root");
}

async function climb(start, siblings, path) {
  let found = start;
  for (const [level, sibling] of siblings.entries()) {
    const isRight = (path >> BigInt(level)) & 1n;
    found = await (isRight ? nodeHash(sibling, found) : nodeHash(found, sibling));
  }
  return found;
}

async function border(start, lefts) {
  let found = start;
  for (const sibling of lefts) found = await nodeHash(sibling, found);
  return found;
}

function refuse(isWrong, why) {
  if (isWrong) throw new Disproved(why);
}

function refuseMisshapen(...hashes) {
  refuse(
    hashes.some((one) => one.length !== HASH),
    "a hash has a wrong length",
  );
}

const bits = (number) => (number === 0n ? 0 : number.toString(2).length);
const ones = (number) => [...number.toString(2)].filter((digit) => digit === "1").length;
