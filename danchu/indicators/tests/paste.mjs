/** Says in Node where the page puts pasted blocks: cases on standard input. */

import { readFileSync } from "node:fs";
import { read } from "../static/indicators/numbers.js";
import { placed } from "../static/indicators/blocks.js";

function reads(text) {
  try {
    return read(text).state !== "blank";
  } catch {
    return false;
  }
}

const cases = JSON.parse(readFileSync(0, "utf8"));
console.log(
  JSON.stringify(
    cases.map((text) => {
      try {
        const { texts, left } = placed(text, ["C01", "C02", "C03", "C04"], "C02", reads);
        return { texts: Object.fromEntries(texts), left };
      } catch (error) {
        return { why: error.message };
      }
    }),
  ),
);
