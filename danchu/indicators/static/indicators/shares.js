/** Percents that the page computes from two cells, as `queries/grid.py` does. */

import { SCALE, spoken } from "./numbers.js";

const PLACE = SCALE / 10n;
const OPPOSITE = { more_than: "fewer_than", fewer_than: "more_than" };

const halfUp = (above, below) => (2n * above + below) / (2n * below);

/**
 * Say one amount as a percent of another, with one decimal; a dash where there is none.
 * @param {{units: bigint, qualifier: string} | null} part
 * @param {{units: bigint, qualifier: string} | null} whole
 */
export function percent(part, whole) {
  if (!part || !whole?.units) return "–";
  // Rounded as totals are, to four places, then as the page shows it.
  const units = halfUp(halfUp(100n * part.units * SCALE, whole.units), PLACE) * PLACE;
  const kinds = new Set([part.qualifier, OPPOSITE[whole.qualifier] ?? whole.qualifier]);
  kinds.delete("exact");
  const qualifier = kinds.size === 0 ? "exact" : kinds.size === 1 ? [...kinds][0] : "approximate";
  return spoken({ units, qualifier });
}

/**
 * Write the percents of the page.
 * @param {{ident: string, part: string, whole: string}[]} shares
 * @param {Map<string, {amount: object | null}>} cells
 */
export function drawShares(shares, cells) {
  for (const { ident, part, whole } of shares) {
    const place = document.getElementById(ident);
    const text = percent(cells.get(part)?.amount, cells.get(whole)?.amount);
    if (place && place.textContent !== text) place.textContent = text;
  }
}
