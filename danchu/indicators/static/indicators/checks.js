/**
 * Checks between the cells of a filing, evaluated while somebody types.
 *
 * The same rules as `rules/checks.py` and `queries/asked.py`; the server decides when
 * a filing is handed up. What a check demands is the tree `holds`. An amount is `{units, qualifier}`, see `numbers.js`.
 */

import { between, cellsIn, contradiction, decide } from "./expressions.js";
import { format, SCALE, spoken } from "./numbers.js";

const JUMP_TIMES = 3n;
const JUMP_LEAST = 10n * SCALE;
const COPIED_LEAST = 5;

/** Add amounts; one that is a limit makes the sum a limit. */
export function add(amounts) {
  const kinds = new Set(amounts.map((one) => one.qualifier));
  kinds.delete("exact");
  const qualifier =
    kinds.size === 0 ? "exact" : kinds.size === 1 ? [...kinds][0] : "approximate";
  return { units: amounts.reduce((sum, one) => sum + one.units, 0n), qualifier };
}

const sum = (amounts) => amounts.map(spoken).join(" + ");
const side = (amounts) =>
  amounts.length === 1 ? spoken(amounts[0]) : `${sum(amounts)} = ${spoken(add(amounts))}`;

/** Say a contradiction as arithmetic. */
export function equation(kind, left, right) {
  if (kind === "jump") return `${spoken(left[0])} so với ${spoken(right[0])} của kỳ trước`;
  if (kind === "copied") return `${spoken(left[0])} số giống hệt kỳ trước`;
  if (kind !== "partition") return `${side(left)} nhiều hơn ${side(right)}`;
  if (right.length === 1) return `phải là ${spoken(right[0])}, không phải ${side(left)}`;
  return `${sum(right)} = ${spoken(add(right))}, không phải ${side(left)}`;
}

const isCounted = ({ left, right }) =>
  [...left, ...right].every((one) => one.qualifier === "exact");

function apart({ left, right }) {
  const units = add(left).units - add(right).units;
  return units < 0n ? -units : units;
}

/** Say how far two sides that should be equal are apart. */
export function gap(finding) {
  const size = apart(finding);
  if (isCounted(finding)) return `Lệch ${format(size)}`;
  return size ? `Lệch hơn ${format(size)}` : "Hai bên không thể bằng nhau";
}

/** The one part that is as large as the difference of a partition, or nothing. */
export function likelyCause(finding) {
  if (finding.kind !== "partition" || !isCounted(finding)) return "";
  const size = apart(finding);
  const suspects = finding.rightCodes.filter((_, at) => finding.right[at].units === size);
  return size && suspects.length === 1 ? suspects[0] : "";
}

function found(check, left, right, leftCodes, rightCodes) {
  return {
    code: check.code,
    kind: check.kind,
    severity: check.severity,
    message: check.message,
    law: check.legal_ref ?? "",
    left,
    right,
    leftCodes,
    rightCodes,
    cells: [...leftCodes, ...rightCodes],
    equation: equation(check.kind, left, right),
  };
}

/** Evaluate one check; nothing unless it is broken. @param {Map<string, object>} amounts */
export function ofTable(check, amounts) {
  const keys = check.holds ? cellsIn(check.holds) : [];
  if (!check.holds || !keys.every((key) => amounts.has(key))) return null;
  if (decide(check.holds, amounts) !== false) return null;
  const isFree = check.kind === "expression";
  const left = (isFree ? keys : check.left).map((name) => amounts.get(name));
  const right = check.right.map((name) => amounts.get(name));
  const one = found(check, left, right, check.left, check.right);
  return isFree ? { ...one, equation: contradiction(check.holds, amounts) } : one;
}

function ofBreakdown({ code, members }, cells) {
  const total = cells.get(code)?.amount;
  const known = members.filter((name) => cells.get(name)?.amount);
  if (!total || !known.length) return null;
  const isOpen = members.some((name) =>
    ["blank", "not_yet"].includes(cells.get(name)?.state ?? "blank"),
  );
  const [left, right] = isOpen ? [known, [code]] : [[code], known];
  const check = {
    code: `PT-${code}`,
    kind: isOpen ? "subset" : "partition",
    left,
    right,
    holds: between(left, isOpen ? "≤" : "=", right),
    severity: "block",
    message: isOpen
      ? `Các thành phần không thể nhiều hơn ${code}.`
      : `Các thành phần phải làm nên ${code}.`,
  };
  return ofTable(check, new Map([...left, ...right].map((name) => [name, cells.get(name).amount])));
}

function jump(code, now, before) {
  if (!before || now.qualifier !== "exact" || before.qualifier !== "exact") return null;
  const [low, high] =
    now.units < before.units ? [now.units, before.units] : [before.units, now.units];
  if (high < JUMP_TIMES * low || high - low < JUMP_LEAST) return null;
  const message = `${code} khác nhiều so với kỳ trước: hãy kiểm tra, nêu lý do nếu đúng.`;
  const check = { code: `BD-${code}`, kind: "jump", severity: "explain", message };
  return found(check, [now], [before], [code], []);
}

const isSame = (one, other) =>
  Boolean(other) && one.units === other.units && one.qualifier === other.qualifier;

function copied(place, now, before) {
  const counted = [...now].filter(([, amount]) => amount.units);
  const alike = counted.filter(([name, amount]) => isSame(amount, before.get(name)));
  if (alike.length < COPIED_LEAST || alike.length < counted.length) return null;
  const many = { units: BigInt(alike.length) * SCALE, qualifier: "exact" };
  const message = "Mọi số của mục này giống hệt kỳ trước: hãy kiểm tra, nêu lý do nếu đúng.";
  const check = { code: `SC-${place}`, kind: "copied", severity: "explain", message };
  return found(check, [many], [many], alike.map(([name]) => name), []);
}

function oddities(facts, cells) {
  if (!facts.before.size) return [];
  return facts.sections.flatMap((section, index) => {
    const names = section.cells.filter((name) => !name.includes("."));
    const now = new Map(
      names.flatMap((name) => {
        const amount = cells.get(name)?.amount;
        return amount ? [[name, amount]] : [];
      }),
    );
    const jumps = [...now].map(([name, amount]) => jump(name, amount, facts.before.get(name)));
    return [copied(index + 1, now, facts.before), ...jumps];
  });
}

/**
 * Return everything that is broken: breakdowns first, then the table, then what
 * differs from the last period.
 * @param facts checks, breakdowns, sections, before and others (Maps of amounts)
 * @param {Map<string, {state: string, amount: object | null}>} cells
 */
export function findings(facts, cells) {
  const amounts = new Map(facts.others);
  for (const [name, cell] of cells) if (cell.amount) amounts.set(name, cell.amount);
  for (const [name, amount] of facts.before) amounts.set(`${name} kỳ trước`, amount);
  return [
    ...facts.breakdowns.map((one) => ofBreakdown(one, cells)),
    ...facts.checks.map((check) => ofTable(check, amounts)),
    ...oddities(facts, cells),
  ].filter(Boolean);
}
