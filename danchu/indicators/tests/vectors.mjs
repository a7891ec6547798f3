/** Says in Node what the browser says of the shared cases: `node vectors.mjs PATH`. */

import { readFileSync } from "node:fs";
import * as checks from "../static/indicators/checks.js";
import * as expressions from "../static/indicators/expressions.js";
import * as numbers from "../static/indicators/numbers.js";
import * as shares from "../static/indicators/shares.js";
import answers from "./answers.mjs";

const vectors = JSON.parse(readFileSync(process.argv[2], "utf8"));
console.log(JSON.stringify(answers(vectors, { ...checks, ...expressions, ...numbers, ...shares })));
