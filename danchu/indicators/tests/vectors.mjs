/** Says in Node what the browser says of the shared cases: `node vectors.mjs PATH`. */

import { readFileSync } from "node:fs";
import { findings, gap, likelyCause, verdict } from "../static/indicators/checks.js";
import { read, typed as typedOf } from "../static/indicators/numbers.js";

const vectors = JSON.parse(readFileSync(process.argv[2], "utf8"));
const amounts = (typed) => typed.map((one) => read(one).amount);
const amountsOf = (typed) =>
  new Map(Object.entries(typed).map(([name, one]) => [name, read(one).amount]));

function reading({ typed, whole }) {
  try {
    const { state, amount } = read(typed, whole);
    return { state, text: amount ? typedOf(amount) : "" };
  } catch (error) {
    return { why: error.message };
  }
}

function page({ cells, before, others, ...facts }) {
  const told = { ...facts, before: amountsOf(before), others: amountsOf(others) };
  const read_ = new Map(Object.entries(cells).map(([name, typed]) => [name, read(typed)]));
  return findings(told, read_).map((one) => ({
    code: one.code,
    kind: one.kind,
    severity: one.severity,
    cells: one.cells,
    equation: one.equation,
    message: one.message,
    cause: likelyCause(one),
    gap: gap(one),
  }));
}

console.log(
  JSON.stringify({
    read: vectors.read.map(reading),
    verdict: vectors.verdict.map(({ kind, left, right }) => verdict(kind, amounts(left), amounts(right))),
    page: vectors.page.map(page),
  }),
);
