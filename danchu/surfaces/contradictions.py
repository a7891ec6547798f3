"""A source's numbers held against each other, in words: sums, shares, limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from danchu.indicators.queries.contradictions import CrossCheck, cross_checks
from danchu.indicators.queries.localities import Telling
from danchu.indicators.rules.checks import CheckKind, Finding, Verdict
from danchu.indicators.rules.readings import Reading
from danchu.surfaces.sayings import VERDICTS
from danchu.surfaces.sources import source_name
from danchu.surfaces.wording import in_sentence
from danchu.ui import numerals

_TOLD_IN_FULL = {CheckKind.PARTITION, CheckKind.NOT_PARTITION, CheckKind.RATIO}


@dataclass(frozen=True)
class Term:
    """One number of an equation and what it counts."""

    value: Decimal
    name: str


@dataclass(frozen=True)
class Clash:
    """A total that its parts do not make, as a source gives them."""

    ident: str
    title: str
    terms: tuple[Term, ...]
    sum: Term
    stated: Term
    cause: str
    rule: str


@dataclass(frozen=True)
class Weighed:
    """A check that is no clash: an equation, what follows, and how it ends."""

    equation: str
    where: str
    source: str
    remarks: tuple[str, ...]
    state: str
    word: str


@dataclass(frozen=True)
class CrossChecked:
    """Everything that comes of holding a source's numbers against each other."""

    clashes: tuple[Clash, ...]
    weighed: tuple[Weighed, ...]
    smooth: tuple[str, ...]
    """Comparisons that hold, in a sentence each: nobody need look at them."""

    @property
    def count(self) -> int:
        """Return how many are told in full."""
        return len(self.clashes) + len(self.weighed)


def cross_checked(told: Sequence[Telling]) -> CrossChecked:
    """Return what each source's own numbers say about one another."""
    found = cross_checks(told)
    clashes = [one for one in found if _is_clash(one)]
    smooth = [
        one
        for one in found
        if one.verdict is Verdict.HOLDS and one.rule.kind not in _TOLD_IN_FULL
    ]
    weighed = [one for one in found if one not in clashes and one not in smooth]
    return CrossChecked(
        clashes=tuple(_clash(one, place) for place, one in enumerate(clashes, 1)),
        weighed=tuple(_weighed(one) for one in weighed),
        smooth=tuple(_smooth(one) for one in smooth),
    )


def _is_clash(one: CrossCheck) -> bool:
    return one.rule.kind is CheckKind.PARTITION and one.verdict is Verdict.BROKEN


def _clash(one: CrossCheck, place: int) -> Clash:
    total = sum((part.amount.number for part in one.right), Decimal(0))
    stated = one.left[0]
    return Clash(
        ident=f"phep-tinh-{place}",
        title=f"Tổng không bằng các phần cộng lại, {_where(stated)}",
        terms=tuple(Term(part.amount.number, _named(part)) for part in one.right),
        sum=Term(total, "cộng lại"),
        stated=Term(stated.amount.number, f"{_named(stated)} bài báo ghi"),
        cause=_cause(one),
        rule=". ".join((_rule(one), source_name(stated.source))),
    )


def _cause(one: CrossCheck) -> str:
    """Name the one part that the total seems to leave out, or to count twice."""
    finding = one.finding
    if finding is None or not finding.likely_cause:
        return ""
    suspect = next(
        part for part in one.right if part.indicator.code == finding.likely_cause
    )
    if finding.difference > 0:
        gap = numerals.number(finding.difference)
        return f"Thừa {gap}, đúng bằng {_named(suspect)}: có thể đã tính hai lần."
    others = [part.amount for part in one.right if part is not suspect]
    total = " + ".join(str(amount) for amount in others)
    stated = one.left[0].amount
    return f"{total} = {stated}: có thể tổng chưa tính {_without_count(suspect)}."


def _weighed(one: CrossCheck) -> Weighed:
    state, word = VERDICTS[one.verdict]
    if one.rule.kind is CheckKind.NOT_PARTITION:
        state, word = "not_arising", "Không phải phép cộng"
    return Weighed(
        equation=_equation(one),
        where=_where(one.left[0]),
        source=source_name(one.left[0].source),
        remarks=_remarks(one),
        state=state,
        word=word,
    )


def _equation(one: CrossCheck) -> str:
    if one.reading:
        return f"{_side(one.left)} ÷ {_side(one.right)} = {_percent(one.reading)}"
    parts = " + ".join(str(part.amount) for part in one.right)
    if one.rule.kind is CheckKind.PARTITION:
        return f"{parts} = {_side(one.left)}"
    if one.rule.kind is CheckKind.NOT_PARTITION:
        total = sum((part.amount.number for part in one.right), Decimal(0))
        return f"{parts} = {numerals.number(total)}, trong {_side(one.left)}"
    if one.finding and one.verdict is Verdict.BROKEN:
        return one.finding.equation
    return one.rule.expression or f"{_side(one.left)} ≤ {_side(one.right)}"


def _remarks(one: CrossCheck) -> tuple[str, ...]:
    if one.reading:
        return _of_percent(one, one.reading)
    if one.rule.kind is CheckKind.NOT_PARTITION and one.finding:
        return (one.rule.message, _rest(one.finding))
    if one.verdict is Verdict.UNKNOWN:
        return (_smooth(one), "Bài báo chỉ nêu giới hạn nên chưa kết luận được.")
    return (_rule(one),)


def _rest(finding: Finding) -> str:
    left = numerals.number(finding.difference)
    rest = f"Còn {left} không thuộc các loại này. " if finding.difference > 0 else ""
    return f"{rest}Đây không phải sai sót: không sửa tổng, không sửa các phần."


def _of_percent(one: CrossCheck, reading: Reading) -> tuple[str, ...]:
    printed = numerals.number(reading.printed) + "%"
    if one.verdict is Verdict.HOLDS:
        first = [f"Bài báo ghi {printed}: khớp khi làm tròn."]
    elif one.verdict is Verdict.UNKNOWN:
        first = [f"Bài báo ghi {printed}; một trong hai số chỉ là giới hạn."]
    else:
        first = [*_other_readings(reading, printed)]
    return (*first, *_basis(one, reading, printed))


def _other_readings(reading: Reading, printed: str) -> list[str]:
    rounded = numerals.number(reading.rounded) + "%"
    cut_off = numerals.number(reading.cut_off) + "%"
    told = [f"Bài báo ghi {printed}. Nếu làm tròn thì phải là {rounded}."]
    if reading.cut_off == reading.printed:
        told.append(f"Nếu cắt bớt phần lẻ mà không làm tròn thì đúng là {cut_off}.")
    return told


def _basis(one: CrossCheck, reading: Reading, printed: str) -> list[str]:
    """Say which number is not the source's own, and what it might be instead."""
    part, whole = one.left[0], one.right[0]
    told = []
    if part.basis != "quoted":
        told.append(f"Bài báo không ghi {part.amount} ở tử số: số này suy từ tỷ lệ.")
    if whole.basis == "assumed":
        told.append(
            f"Hoặc mẫu số khác {whole.amount}: bài báo không ghi mẫu số, "
            f"{whole.amount} là giả định."
        )
    if whole.basis == "inferred":
        told.append(f"Bài báo không ghi mẫu số: {whole.amount} là số suy ra.")
    return [*told, *_possible_wholes(reading, printed, is_quoted=not told)]


def _possible_wholes(reading: Reading, printed: str, *, is_quoted: bool) -> list[str]:
    wholes = reading.wholes
    if not wholes.count:
        return [f"Không có mẫu số nguyên nào cho {printed} khi làm tròn."]
    if is_quoted and reading.holds:
        return []
    first, last = numerals.number(wholes.first), numerals.number(wholes.last)
    if wholes.count == 1:
        return [f"Chỉ mẫu số {first} cho {printed} khi làm tròn."]
    return [f"Mọi mẫu số từ {first} đến {last} đều cho {printed} khi làm tròn."]


def _smooth(one: CrossCheck) -> str:
    if one.rule.kind is CheckKind.EXPRESSION:
        return f"{one.rule.expression}; {_where(one.left[0])}"
    left = " + ".join(f"{_named(part)} ({part.amount})" for part in one.left)
    right = " + ".join(f"{_named(part)} ({part.amount})" for part in one.right)
    return (
        f"{left[:1].upper()}{left[1:]} không nhiều hơn {right}; {_where(one.left[0])}"
    )


def _rule(one: CrossCheck) -> str:
    message = one.rule.message.rstrip(".")
    return f"{message}, {one.rule.legal_ref}" if one.rule.legal_ref else message


def _where(one: Telling) -> str:
    return f"{in_sentence(one.place.name)}, {one.label}"


def _named(one: Telling) -> str:
    return one.indicator.name[:1].lower() + one.indicator.name[1:]


def _without_count(one: Telling) -> str:
    return _named(one).removeprefix("số ")


def _side(some: Sequence[Telling]) -> str:
    return " + ".join(str(part.amount) for part in some)


def _percent(reading: Reading) -> str:
    return numerals.number(reading.computed) + "%"
