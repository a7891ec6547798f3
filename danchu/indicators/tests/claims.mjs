/** Decides claims in Node, one line of JSON after another, for `test_rules_expressions`. */

import { createInterface } from "node:readline";
import { contradiction, decide } from "../static/indicators/expressions.js";
import { read } from "../static/indicators/numbers.js";

for await (const line of createInterface({ input: process.stdin })) {
  const { tree, cells } = JSON.parse(line);
  const amounts = new Map(Object.entries(cells).map(([name, text]) => [name, read(text).amount]));
  const truth = decide(tree, amounts);
  const why = truth === false ? contradiction(tree, amounts) : "";
  process.stdout.write(`${JSON.stringify({ truth, why })}\n`);
}
