/**
 * Do a little work before a comment is sent, so that floods cost their senders something.
 * Whatever goes wrong here, the comment is sent without it and waits in the other queue.
 */

const form = document.querySelector("form[data-puzzle]");
const status = form?.querySelector("[role=status]");
const PATIENCE = 30_000;
let isSending = false;

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (isSending) return;
  isSending = true;
  status.textContent = form.dataset.wait;
  form.elements.work.value = await work().catch(() => "");
  form.submit();
});

addEventListener("pageshow", () => {
  isSending = false;
  if (status) status.textContent = "";
});

async function work() {
  const answer = await fetch(form.dataset.puzzle, { headers: { Accept: "application/json" } });
  if (!answer.ok) return "";
  const { algorithm, challenge, salt, signature, maxNumber } = await answer.json();
  const number = await solved({ challenge, salt, maxNumber });
  return number === null ? "" : btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
}

function solved(puzzle) {
  const worker = new Worker(form.dataset.solver, { type: "module" });
  return new Promise((found, failed) => {
    worker.onmessage = ({ data }) => found(data);
    worker.onerror = failed;
    setTimeout(failed, PATIENCE);
    worker.postMessage(puzzle);
  }).finally(() => worker.terminate());
}
