/** Contradictions, drawn below the rows they concern, while somebody types. */

import { add, gap, likelyCause } from "./checks.js";
import { spoken, typed } from "./numbers.js";

/** @param {import("./sheet.js").Sheet} sheet @param {Record<string, string>} names */
export function drawFindings(sheet, found, names, choose) {
  const wrong = new Set();
  const odd = new Set();
  const said = new Map();
  for (const one of found) {
    const silent = one.severity === "explain" && !isExplained(sheet, one);
    for (const name of one.cells) {
      if (one.severity === "block") wrong.add(name);
      else if (silent) odd.add(name);
    }
    const first = one.cells.find((name) => sheet.byName.has(name));
    if (first && (one.kind !== "partition" || one.severity !== "block")) {
      said.set(first, [...(said.get(first) ?? []), sentence(one, silent)]);
    }
  }
  for (const [name, input] of sheet.byName) {
    const row = sheet.row(name);
    row.classList.toggle("bad", wrong.has(name));
    row.classList.toggle("warn", !wrong.has(name) && odd.has(name));
    input.classList.toggle("dc-cell--bad", wrong.has(name));
    input.classList.toggle("dc-cell--warn", !wrong.has(name) && odd.has(name));
    if (wrong.has(name)) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
    sheet.say(name, "kiem-tra", (said.get(name) ?? []).join(" "));
    if (odd.has(name)) row.querySelector("td.note details")?.setAttribute("open", "");
  }
  drawEquations(sheet, found, names, choose);
  return {
    problems: found.filter((one) => one.severity === "block").length,
    explanations: found.filter((one) => one.severity === "explain" && !isExplained(sheet, one)).length,
  };
}

const sentence = (one, silent) => {
  if (one.severity === "notice") return `Lưu ý: ${one.message}`;
  return `${one.message} ${one.equation}.${silent ? " Hãy nêu lý do." : ""}`;
};

const isExplained = (sheet, one) => one.cells.some((name) => sheet.note(name)?.value.trim());

function drawEquations(sheet, found, names, choose) {
  const partitions = found.filter((one) => one.kind === "partition" && one.severity === "block");
  const wanted = new Map(partitions.map((one) => [`mt-${one.code.toLowerCase()}`, one]));
  for (const row of sheet.form.querySelectorAll("tr.full")) {
    const ident = row.querySelector("h3")?.id;
    const one = wanted.get(ident);
    const isSame = one && row.dataset.equation === one.equation;
    if (isSame) wanted.delete(ident);
    else row.remove();
  }
  for (const [ident, one] of wanted) {
    const last = [...sheet.byName.keys()].filter((name) => one.cells.includes(name)).at(-1);
    sheet.row(last)?.after(equationRow(ident, one, names, choose));
  }
}

function part(amount, name, css = "") {
  const box = document.createElement("div");
  const number = document.createElement("b");
  number.textContent = spoken(amount);
  number.className = css;
  const label = document.createElement("span");
  label.textContent = name;
  box.append(number, label);
  return box;
}

function sign(text) {
  const box = document.createElement("div");
  box.className = "op";
  box.textContent = text;
  return box;
}

function equationRow(ident, one, names, choose) {
  const row = document.getElementById("mau-mau-thuan").content.firstElementChild.cloneNode(true);
  row.dataset.equation = one.equation;
  const title = row.querySelector("h3");
  title.id = ident;
  title.textContent = one.message;
  row.querySelector("section").setAttribute("aria-labelledby", ident);
  const made = add(one.right);
  const terms = one.right.flatMap((amount, at) => {
    const term = part(amount, one.rightCodes[at]);
    return at ? [sign("+"), term] : [term];
  });
  const unequal = row.querySelector(".op");
  unequal.before(...terms, ...(one.right.length > 1 ? [sign("="), part(made, "cộng lại")] : []));
  unequal.after(part(one.left[0], `${one.leftCodes[0]} đã ghi`, "ne"));
  const cause = likelyCause(one);
  row.querySelector("p").textContent = cause
    ? `${gap(one)}, đúng bằng ${cause} ${names[cause] ?? ""}.`
    : `${gap(one)}.`;
  offerCures(row, one, made, choose);
  row.querySelector(".small").textContent = `Quy tắc ${one.code}${one.law ? `: ${one.law}` : ""}`;
  return row;
}

/** Only ways out that this page has: what stands on another form is not here. */
function offerCures(row, one, made, choose) {
  const [stated] = one.leftCodes;
  const [cure, parts] = [row.querySelector("button"), row.querySelector("a")];
  const ofCell = (name) => document.querySelector(`input[data-cell="${name}"]`);
  if (ofCell(stated) && made.qualifier !== "approximate") {
    cure.textContent = `Ghi ${stated} là ${spoken(made)}`;
    cure.addEventListener("click", () => choose(stated, typed(made)));
  } else {
    cure.remove();
  }
  const first = one.rightCodes.map(ofCell).find(Boolean);
  if (first) parts.href = `#${first.id}`;
  else parts.remove();
}
