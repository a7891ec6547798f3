/** Find the number that, after the salt, makes the challenge: altcha's search, in batches. */

const utf8 = new TextEncoder();
const BATCH = 500;

onmessage = async ({ data }) => postMessage(await solve(data));

export async function solve({ challenge, salt, maxNumber }) {
  for (let first = 0; first <= maxNumber; first += BATCH) {
    const numbers = Array.from({ length: BATCH }, (_, step) => first + step);
    const made = await Promise.all(numbers.map((one) => digest(salt + one)));
    const found = made.indexOf(challenge);
    if (found >= 0) return first + found;
  }
  return null;
}

async function digest(text) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", utf8.encode(text)));
  return Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
}
