/**
 * What must hold between numbers, as the server has read it: decided and explained.
 *
 * The same rules as `rules/expressions`; a tree is nested lists, as `trees.as_lists`
 * writes them. Amounts are a Map by what is written: `G01`, `G02.TOT`, `G01 kỳ trước`.
 */

import { added, areEqual, bounds, isAtMost, joined, multiplied, opposite, settled } from "./bounds.js";
import { format, spoken, units } from "./numbers.js";

const not = (truth) => (truth === null ? null : !truth);
const all = (truths) => (truths.includes(false) ? false : truths.includes(null) ? null : true);

const COMPARED = {
  "=": areEqual,
  "≠": (left, right) => not(areEqual(left, right)),
  "≤": isAtMost,
  ">": (left, right) => not(isAtMost(left, right)),
  "≥": (left, right) => isAtMost(right, left),
  "<": (left, right) => not(isAtMost(right, left)),
};
const HOLDS = {
  "=": "bằng",
  "≠": "khác",
  "<": "nhỏ hơn",
  "≤": "không lớn hơn",
  ">": "lớn hơn",
  "≥": "không nhỏ hơn",
};
const BROKEN = { "=": "≠", "≠": "=", "<": "≥", "≤": ">", ">": "≤", "≥": "<" };

/** Everything that must have a number first. @returns {string[]} */
export function cellsIn([word, ...below]) {
  if (word === "cell") return [below[0]];
  return [...new Set(below.filter(Array.isArray).flatMap(cellsIn))];
}

/** Tell whether a claim holds: true, false, or null where the numbers leave it open. */
export function decide([word, ...below], amounts) {
  if (COMPARED[word]) return COMPARED[word](valueOf(below[0], amounts), valueOf(below[1], amounts));
  if (word === "and") return all(below.map((one) => decide(one, amounts)));
  if (word === "or") return not(all(below.map((one) => not(decide(one, amounts)))));
  const [condition, then, otherwise] = below;
  const met = decide(condition, amounts);
  if (met === true) return decide(then, amounts);
  const other = otherwise ? decide(otherwise, amounts) : true;
  return met === false || other === decide(then, amounts) ? other : null;
}

/** The tree of a check between two sides that are cells added. */
export function between(left, relation, right) {
  const side = (names) => {
    const cells = names.map((name) => ["cell", name]);
    return cells.length === 1 ? cells[0] : ["sum", "+".repeat(cells.length), ...cells];
  };
  return [relation, side(left), side(right)];
}

/** What a number may be. */
function valueOf([word, ...below], amounts) {
  if (word === "number") return bounds({ units: units(below[0]), qualifier: "exact" });
  if (word === "cell") return bounds(amounts.get(below[0]));
  if (word === "product") {
    return below.map((one) => valueOf(one, amounts)).reduce((one, other) => multiplied(one, other));
  }
  if (word === "sum") {
    const [signs, ...parts] = below;
    const values = parts.map((one) => valueOf(one, amounts));
    return added(values.map((one, at) => (signs[at] === "−" ? opposite(one) : one)));
  }
  const chosen = chosenOf(below, amounts);
  if (chosen) return valueOf(chosen, amounts);
  return joined(valueOf(below[1], amounts), valueOf(below[2], amounts));
}

/** Say by which numbers a broken claim is broken. */
export const contradiction = (claim, amounts) => told(claim, amounts, false);

function told([word, ...below], amounts, truth) {
  if (HOLDS[word]) {
    const [left, right] = below.map((one) => side(one, amounts));
    return `${left} ${HOLDS[truth ? word : BROKEN[word]]} ${right}`;
  }
  if (word === "if") return toldWhen(below, amounts, truth);
  return below
    .filter((one) => decide(one, amounts) === truth)
    .map((one) => told(one, amounts, truth))
    .join(" và ");
}

function toldWhen([condition, then, otherwise], amounts, truth) {
  const met = decide(condition, amounts);
  const branch = met === false ? otherwise : then;
  if (!branch) return told(condition, amounts, false);
  const said = told(branch, amounts, truth);
  if (met === null) return said;
  return `${told(condition, amounts, met)} ${truth ? "nên" : "nhưng"} ${said}`;
}

function side(term, amounts) {
  const said = written(term, amounts);
  const one = settled(valueOf(term, amounts));
  if (term[0] === "cell" || term[0] === "number" || !one) return said;
  return `${said} = ${format(one.units, one.places)}`;
}

function written([word, ...below], amounts) {
  if (word === "number") return format(units(below[0]));
  if (word === "cell") return spoken(amounts.get(below[0]));
  if (word === "product") return below.map((one) => within(one, amounts)).join(" × ");
  if (word === "sum") {
    const [signs, ...parts] = below;
    const said = parts.map((one) => within(one, amounts));
    return said.reduce((one, other, at) => `${one} ${signs[at]} ${other}`);
  }
  const chosen = chosenOf(below, amounts);
  if (chosen) return written(chosen, amounts);
  return `(${written(below[1], amounts)} hoặc ${written(below[2], amounts)})`;
}

function chosenOf([condition, then, otherwise], amounts) {
  const met = decide(condition, amounts);
  if (met === null) return null;
  return met ? then : otherwise;
}

function within(term, amounts) {
  const [word, ...below] = term;
  if (word === "sum") return `(${written(term, amounts)})`;
  const chosen = word === "if" ? chosenOf(below, amounts) : null;
  return chosen ? within(chosen, amounts) : written(term, amounts);
}
