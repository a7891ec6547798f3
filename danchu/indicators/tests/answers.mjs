/** Says of the shared cases what the scripts of the page say, in Node or in a browser. */
export default function answers(vectors, { findings, gap, likelyCause, percent, read, typed, verdict }) {
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

  return {
    read: vectors.read.map(reading),
    verdict: vectors.verdict.map(({ kind, left, right }) =>
      verdict(kind, left.map(amountOf), right.map(amountOf)),
    ),
    page: vectors.page.map(page),
    share: vectors.share.map(({ part, whole }) => percent(amountOf(part), amountOf(whole))),
  };
}
