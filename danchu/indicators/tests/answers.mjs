/** Says of the shared cases what the scripts of the page say, in Node or in a browser. */
export default function answers(vectors, { between, contradiction, decide, findings, gap, likelyCause, percent, read, typed }) {
  const amountOf = (text) => read(text).amount;
  const amountsOf = (texts) =>
    new Map(Object.entries(texts).map(([name, one]) => [name, amountOf(one)]));

  function reading({ typed: text, whole }) {
    try {
      const { state, amount } = read(text, whole);
      return { state, text: amount ? typed(amount) : "" };
    } catch (error) {
      return { why: error.message };
    }
  }

  function page({ cells, before, others, ...facts }) {
    const told = { ...facts, before: amountsOf(before), others: amountsOf(others) };
    const said = new Map(Object.entries(cells).map(([name, text]) => [name, read(text)]));
    return findings(told, said).map((one) => ({
      code: one.code,
      kind: one.kind,
      severity: one.severity,
      cells: one.cells,
      equation: one.equation,
      message: one.message,
      cause: likelyCause(one),
      gap: gap(one),
    }));
  }

  const WORDS = new Map([[true, "holds"], [false, "broken"], [null, "unknown"]]);

  function verdict({ kind, left, right }) {
    if (kind === "not_partition") return "holds";
    const named = [left, right].map((side, at) => side.map((text, place) => ["AB"[at] + place, amountOf(text)]));
    const names = named.map((side) => side.map(([name]) => name));
    const holds = between(names[0], kind === "partition" ? "=" : "≤", names[1]);
    return WORDS.get(decide(holds, new Map(named.flat())));
  }

  function claim({ tree, cells }) {
    const amounts = amountsOf(cells);
    const truth = decide(tree, amounts);
    return { truth, why: truth === false ? contradiction(tree, amounts) : "" };
  }

  return {
    claim: vectors.claim.map(claim),
    read: vectors.read.map(reading),
    verdict: vectors.verdict.map(verdict),
    page: vectors.page.map(page),
    share: vectors.share.map(({ part, whole }) => percent(amountOf(part), amountOf(whole))),
  };
}
