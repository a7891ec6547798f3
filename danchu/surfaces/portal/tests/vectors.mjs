/** Says in Node which proofs the page's scripts believe: `node vectors.mjs PATH`. */

import { readFileSync } from "node:fs";
import { bytesOf } from "../static/portal/notes.js";
import { continues, prove } from "../static/portal/proving.js";
import { verifyConsistency, verifyInclusion } from "../static/portal/tree.js";

const kept = JSON.parse(readFileSync(process.argv[2], "utf8"));
const said = async (deed) => {
  try {
    await deed();
    return "";
  } catch (wrong) {
    return wrong.message || wrong.name;
  }
};
const path = (one) => (one.proof ?? []).map(bytesOf);

const answers = {
  inclusion: await Promise.all(
    kept.inclusion.map((one) =>
      said(() =>
        verifyInclusion({
          index: BigInt(one.leafIdx),
          size: BigInt(one.treeSize),
          leaf: bytesOf(one.leafHash ?? ""),
          proof: path(one),
          root: bytesOf(one.root ?? ""),
        }),
      ),
    ),
  ),
  consistency: await Promise.all(
    kept.consistency.map((one) =>
      said(() =>
        verifyConsistency({
          older: BigInt(one.size1),
          later: BigInt(one.size2),
          proof: path(one),
          olderRoot: bytesOf(one.root1 ?? ""),
          laterRoot: bytesOf(one.root2 ?? ""),
        }),
      ),
    ),
  ),
  proofs: await Promise.all(kept.proofs.map((one) => said(() => prove(one.file, one.key)))),
  growths: await Promise.all(
    kept.growths.map((one) =>
      said(() => continues(one.old, one.new, one.key, async () => ({ path: one.path }))),
    ),
  ),
};
console.log(JSON.stringify(answers));
