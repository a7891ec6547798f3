/** One question to the server and what became of it, on any line. */

const PATIENCE = 30_000;
const WHY = { 401: "session", 403: "forbidden", 404: "gone", 413: "large", 429: "busy", 503: "busy" };
/** A browser refuses to keep more than 64 KiB alive while its page is being closed. */
const MOST_ALIVE = 60_000;
export const MOST_SENT = 48_000;
const SAVED = ["saved", "refused", "conflicts", "texts", "text_conflicts"];
const HEARD = ["cells", "texts"];

const bytes = (text) => new TextEncoder().encode(text).length;
const isObject = (one) => typeof one === "object" && one !== null;

/**
 * Part what waits so that each part is small; words go one by one, so that a part too
 * long for the server holds up no number.
 * @returns {{cells: object, texts: object}[]}
 */
export function parted(cells, texts, most = MOST_SENT) {
  const parts = [];
  let room = 0;
  for (const [name, cell] of Object.entries(cells)) {
    const size = bytes(JSON.stringify([name, cell]));
    if (size > room) {
      parts.push({ cells: {}, texts: {} });
      room = most;
    }
    parts.at(-1).cells[name] = cell;
    room -= size;
  }
  return [...parts, ...Object.entries(texts).map(([code, text]) => ({ cells: {}, texts: { [code]: text } }))];
}

/**
 * Ask for what others wrote, or have a part saved. Only a whole answer is an answer: a
 * page of somebody between, half a line, or silence are reasons to keep what was typed.
 * @returns {Promise<{answer?: object, why?: string, told?: object, wait?: number}>}
 */
export async function ask(address, account, { part, token } = {}) {
  const body = part && JSON.stringify(part);
  let response;
  try {
    response = await fetch(address, {
      ...(part && { method: "POST", body, keepalive: bytes(body) < MOST_ALIVE }),
      credentials: "same-origin",
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
      headers: {
        Accept: "application/json",
        // Whoever signs in here next does not send what somebody else has typed.
        "X-Account": account,
        ...(part && { "Content-Type": "application/json", "X-CSRFToken": token }),
      },
    });
  } catch {
    return { why: "offline" };
  }
  if (response.type === "opaqueredirect") return { why: "session" };
  const told = await response.json().catch(() => null);
  if (response.ok) {
    const isWhole = isObject(told) && (part ? SAVED : HEARD).every((name) => isObject(told[name]));
    return isWhole ? { answer: told } : { why: "garbled" };
  }
  const why = WHY[response.status] ?? (response.status < 500 ? "refused" : "down");
  return { why, told, wait: 1_000 * (Number(response.headers.get("Retry-After")) || 0) };
}
