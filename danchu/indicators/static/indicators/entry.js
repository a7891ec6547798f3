/** The filing page: puts the grid, its checks and its saving together. */

import { findings } from "./checks.js";
import { drawFindings } from "./clashes.js";
import { listenToKeys } from "./keys.js";
import { units } from "./numbers.js";
import { listenToPaste } from "./paste.js";
import { Saver } from "./saving.js";
import { drawShares } from "./shares.js";
import { Sheet } from "./sheet.js";
import { statusOf } from "./status.js";

const form = document.querySelector("form[data-save]");
const facts = JSON.parse(document.getElementById("kiem-tra").textContent);
const amounts = (told) =>
  new Map(
    Object.entries(told).map(([name, one]) => [
      name,
      { units: units(one.number), qualifier: one.qualifier },
    ]),
  );
facts.before = amounts(facts.before);
facts.others = amounts(facts.others);

const sheet = new Sheet(form, facts.kinds);
const status = statusOf(sheet);
const saver = new Saver(sheet, status, () => look());

function changed(name) {
  saver.changed(name);
  soon();
}

const tell = {
  changed,
  save: () => saver.flush(),
  undoable: (sentence, undo) => status.undoable(sentence, undo),
  declined: (sentence) => status.declined(sentence),
};

let timer = 0;
function soon() {
  clearTimeout(timer);
  timer = setTimeout(look, 150);
}

/** Evaluate everything that stands on the page and show what is wrong. */
function look() {
  const cells = sheet.readAll();
  const counts = drawFindings(sheet, findings(facts, cells), facts.names, (name, text) => {
    sheet.byName.get(name).value = text;
    sheet.dress(name);
    changed(name);
    sheet.byName.get(name).focus();
  });
  drawShares(facts.shares, cells);
  const unread = [...cells.values()].filter((cell) => cell.state === "wrong").length;
  const totals = [...cells].filter(([name]) => !name.includes("."));
  const done = totals.filter(([, cell]) => cell.state !== "blank").length;
  count("da-nhap", `Đã nhập ${done}/${totals.length} ô`);
  count("phai-sua", counts.problems + unread ? `${counts.problems + unread} phải sửa` : "");
  count("phai-giai-trinh", counts.explanations ? `${counts.explanations} phải giải trình` : "");
  submit.setAttribute("aria-disabled", String(counts.problems + unread > 0));
}

function count(ident, text) {
  const line = document.getElementById(ident);
  line.hidden = !text;
  line.querySelector("span").textContent = text;
}

const submit = form.querySelector("button[value='indicators.submit']");

form.addEventListener("input", ({ target }) => {
  const { cell, text } = target.dataset;
  const noted = target.name?.startsWith("ghi-chu-") && target.name.slice("ghi-chu-".length);
  if (cell) {
    // Kept by the browser at every key; sent when the hand rests or the cell is left.
    saver.changed(cell, 1_500);
    sheet.dress(cell);
    soon();
  }
  if (text) saver.wrote(text);
  if (noted && sheet.byName.has(noted)) changed(noted);
});
form.addEventListener("change", ({ target }) => {
  if (!target.dataset.cell) return;
  sheet.tidy(target.dataset.cell);
  changed(target.dataset.cell);
});

let isSettled = false;
form.addEventListener("submit", async (event) => {
  if (isSettled) return;
  event.preventDefault();
  const button = event.submitter ?? undefined;
  const active = document.activeElement;
  if (active?.dataset?.cell && active.value !== active.defaultValue) changed(active.dataset.cell);
  if (!(await saver.settle())) {
    status.notHandedUp();
    return;
  }
  isSettled = true;
  form.requestSubmit(button);
});

listenToKeys(sheet, tell, facts.sections);
listenToPaste(sheet, tell);
saver.start();
look();
