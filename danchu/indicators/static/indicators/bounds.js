/**
 * The numbers that an amount may stand for, and exact arithmetic with them.
 *
 * The same rules as `rules/bounds.py`. An end is `{units, places, open}`: a BigInt of
 * parts of one, how many digits of it stand behind the comma, and whether it is not
 * reached; `null` where there is no end.
 */

const PLACES = 4;
const end = (units, open = false, places = PLACES) => ({ units, places, open });

/** What an amount allows: counts are never negative. @param {{units: bigint, qualifier: string}} amount */
export function bounds({ units, qualifier }) {
  if (qualifier === "exact") return { low: end(units), high: end(units) };
  if (qualifier === "more_than") return { low: end(units, true), high: null };
  return { low: end(0n), high: qualifier === "fewer_than" ? end(units, true) : null };
}

const scaled = (one, places) => one.units * 10n ** BigInt(places - one.places);

function compare(one, other) {
  const places = Math.max(one.places, other.places);
  const [left, right] = [scaled(one, places), scaled(other, places)];
  return left < right ? -1 : Number(left > right);
}

function plus(one, other) {
  if (!one || !other) return null;
  const places = Math.max(one.places, other.places);
  const units = scaled(one, places) + scaled(other, places);
  return end(units, one.open || other.open, places);
}

/** What a sum may be. */
export const added = (parts) =>
  parts.reduce((one, other) => ({
    low: plus(one.low, other.low),
    high: plus(one.high, other.high),
  }));

/** The number with the other sign. */
export function opposite({ low, high }) {
  const turned = (one) => one && end(-one.units, one.open, one.places);
  return { low: turned(high), high: turned(low) };
}

const signOf = (one, side) => (one ? (one.units > 0n) - (one.units < 0n) : side);

/** One corner of a product: an end, or the side on which it has none. */
function corner(one, oneSide, other, otherSide) {
  const sign = signOf(one, oneSide) * signOf(other, otherSide);
  if (sign === 0) {
    // Nought times anything, however large, is nought; it is reached if a nought is.
    const noughts = [one, other].filter((each) => each && each.units === 0n);
    return { end: end(0n, noughts.every((each) => each.open)) };
  }
  if (!one || !other) return { side: sign };
  return { end: end(one.units * other.units, one.open || other.open, one.places + other.places) };
}

/** The outermost of some ends; of two alike the one that is reached. */
function outermost(corners, side) {
  if (corners.some((each) => each.side === side)) return null;
  return corners
    .filter((each) => each.end)
    .map((each) => each.end)
    .reduce((one, other) => {
      const order = compare(one, other) * side;
      if (order === 0) return one.open ? other : one;
      return order > 0 ? one : other;
    });
}

/** What a product may be. */
export function multiplied(one, other) {
  const sides = (each) => [
    [each.low, -1],
    [each.high, 1],
  ];
  const corners = sides(one).flatMap(([a, aSide]) =>
    sides(other).map(([b, bSide]) => corner(a, aSide, b, bSide)),
  );
  return { low: outermost(corners, -1), high: outermost(corners, 1) };
}

/** Bounds around both: either may be meant. */
export function joined(one, other) {
  const around = (a, b, side) => (a && b ? outermost([{ end: a }, { end: b }], side) : null);
  return { low: around(one.low, other.low, -1), high: around(one.high, other.high, 1) };
}

/** The one number it can be, or nothing. */
export const settled = ({ low, high }) => (low && high && compare(low, high) === 0 ? low : null);

function liesAbove(left, right) {
  if (!right.high || !left.low) return false;
  const order = compare(left.low, right.high);
  return order > 0 || (order === 0 && (left.low.open || right.high.open));
}

/** True, false, or null where both is possible. */
export function areEqual(left, right) {
  if (liesAbove(left, right) || liesAbove(right, left)) return false;
  return settled(left) && settled(right) ? true : null;
}

/** True, false, or null where both is possible. */
export function isAtMost(left, right) {
  if (liesAbove(left, right)) return false;
  return left.high && right.low && compare(left.high, right.low) <= 0 ? true : null;
}
