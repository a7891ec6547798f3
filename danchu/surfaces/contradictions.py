"""A source's numbers held against each other, in words: sums, shares, limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop

from danchu.indicators.queries.contradictions import CrossCheck, cross_checks
from danchu.indicators.queries.localities import Telling
from danchu.indicators.rules.checks import CheckKind, Finding, Verdict
from danchu.indicators.rules.readings import Reading
from danchu.indicators.wording import amount_written
from danchu.kernel.periods.wording import period_text
from danchu.surfaces.sayings import VERDICTS
from danchu.surfaces.sources import source_name
from danchu.surfaces.wording import in_sentence
from danchu.ui import numerals
from danchu.ui.languages import say, viet

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
        title=say("Tổng không bằng các phần cộng lại, {where}", where=_where(stated)),
        terms=tuple(Term(part.amount.number, _named(part)) for part in one.right),
        sum=Term(total, gettext("cộng lại")),
        stated=Term(
            stated.amount.number, say("{name} bài báo ghi", name=_named(stated))
        ),
        cause=_cause(one),
        rule=format_html("{}. {}", _rule(one), viet(source_name(stated.source))),
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
        return say(
            "Thừa {gap}, đúng bằng {name}: có thể đã tính hai lần.",
            gap=gap,
            name=_named(suspect),
        )
    others = [part.amount for part in one.right if part is not suspect]
    total = " + ".join(amount_written(amount) for amount in others)
    return say(
        "{total} = {stated}: có thể tổng chưa tính {name}.",
        total=total,
        stated=amount_written(one.left[0].amount),
        name=_without_count(suspect),
    )


def _weighed(one: CrossCheck) -> Weighed:
    state, word = VERDICTS[one.verdict]
    if one.rule.kind is CheckKind.NOT_PARTITION:
        state, word = "not_arising", gettext_noop("Không phải phép cộng")
    return Weighed(
        equation=_equation(one),
        where=_where(one.left[0]),
        source=source_name(one.left[0].source),
        remarks=_remarks(one),
        state=state,
        word=gettext(word),
    )


def _equation(one: CrossCheck) -> str:
    if one.reading:
        return f"{_side(one.left)} ÷ {_side(one.right)} = {_percent(one.reading)}"
    parts = _side(one.right)
    if one.rule.kind is CheckKind.PARTITION:
        return f"{parts} = {_side(one.left)}"
    if one.rule.kind is CheckKind.NOT_PARTITION:
        total = sum((part.amount.number for part in one.right), Decimal(0))
        return say(
            "{parts} = {total}, trong {whole}",
            parts=parts,
            total=numerals.number(total),
            whole=_side(one.left),
        )
    if one.finding and one.verdict is Verdict.BROKEN:
        return one.finding.equation
    return one.rule.expression or f"{_side(one.left)} ≤ {_side(one.right)}"


def _remarks(one: CrossCheck) -> tuple[str, ...]:
    if one.reading:
        return _of_percent(one, one.reading)
    if one.rule.kind is CheckKind.NOT_PARTITION and one.finding:
        return (viet(one.rule.message), _rest(one.finding))
    if one.verdict is Verdict.UNKNOWN:
        return (
            _smooth(one),
            gettext("Bài báo chỉ nêu giới hạn nên chưa kết luận được."),
        )
    return (_rule(one),)


def _rest(finding: Finding) -> str:
    left = numerals.number(finding.difference)
    if finding.difference > 0:
        return say(
            "Còn {left} không thuộc các loại này. Đây không phải sai sót: không sửa "
            "tổng, không sửa các phần.",
            left=left,
        )
    return gettext("Đây không phải sai sót: không sửa tổng, không sửa các phần.")


def _of_percent(one: CrossCheck, reading: Reading) -> tuple[str, ...]:
    printed = numerals.number(reading.printed) + "%"
    if one.verdict is Verdict.HOLDS:
        first: list[str] = [
            say("Bài báo ghi {printed}: khớp khi làm tròn.", printed=printed)
        ]
    elif one.verdict is Verdict.UNKNOWN:
        first = [
            say(
                "Bài báo ghi {printed}; một trong hai số chỉ là giới hạn.",
                printed=printed,
            )
        ]
    else:
        first = [*_other_readings(reading, printed)]
    return (*first, *_basis(one, reading, printed))


def _other_readings(reading: Reading, printed: str) -> list[str]:
    rounded = numerals.number(reading.rounded) + "%"
    cut_off = numerals.number(reading.cut_off) + "%"
    told: list[str] = [
        say(
            "Bài báo ghi {printed}. Nếu làm tròn thì phải là {rounded}.",
            printed=printed,
            rounded=rounded,
        )
    ]
    if reading.cut_off == reading.printed:
        told.append(
            say(
                "Nếu cắt bớt phần lẻ mà không làm tròn thì đúng là {cut_off}.",
                cut_off=cut_off,
            )
        )
    return told


def _basis(one: CrossCheck, reading: Reading, printed: str) -> list[str]:
    """Say which number is not the source's own, and what it might be instead."""
    part, whole = one.left[0], one.right[0]
    told: list[str] = []
    if part.basis != "quoted":
        told.append(
            say(
                "Bài báo không ghi {number} ở tử số: số này suy từ tỷ lệ.",
                number=amount_written(part.amount),
            )
        )
    if whole.basis == "assumed":
        told.append(
            say(
                "Hoặc mẫu số khác {number}: bài báo không ghi mẫu số, {number} là "
                "giả định.",
                number=amount_written(whole.amount),
            )
        )
    if whole.basis == "inferred":
        told.append(
            say(
                "Bài báo không ghi mẫu số: {number} là số suy ra.",
                number=amount_written(whole.amount),
            )
        )
    return [*told, *_possible_wholes(reading, printed, is_quoted=not told)]


def _possible_wholes(reading: Reading, printed: str, *, is_quoted: bool) -> list[str]:
    wholes = reading.wholes
    if not wholes.count:
        return [
            say(
                "Không có mẫu số nguyên nào cho {printed} khi làm tròn.",
                printed=printed,
            )
        ]
    if is_quoted and reading.holds:
        return []
    first, last = numerals.number(wholes.first), numerals.number(wholes.last)
    if wholes.count == 1:
        return [
            say(
                "Chỉ mẫu số {first} cho {printed} khi làm tròn.",
                first=first,
                printed=printed,
            )
        ]
    return [
        say(
            "Mọi mẫu số từ {first} đến {last} đều cho {printed} khi làm tròn.",
            first=first,
            last=last,
            printed=printed,
        )
    ]


def _smooth(one: CrossCheck) -> str:
    if one.rule.kind is CheckKind.EXPRESSION:
        return f"{one.rule.expression}; {_where(one.left[0])}"
    left, right = _counted(one.left), _counted(one.right)
    return say(
        "{left} không nhiều hơn {right}; {where}",
        left=left[:1].upper() + left[1:],
        right=right,
        where=_where(one.left[0]),
    )


def _counted(some: Sequence[Telling]) -> str:
    return " + ".join(f"{_named(one)} ({amount_written(one.amount)})" for one in some)


def _rule(one: CrossCheck) -> SafeString:
    message = one.rule.message.rstrip(".")
    return viet(f"{message}, {one.rule.legal_ref}" if one.rule.legal_ref else message)


def _where(one: Telling) -> SafeString:
    place = viet(in_sentence(one.place.name))
    return format_html("{}, {}", place, period_text(one.label))


def _named(one: Telling) -> str:
    called = one.indicator.called
    return called[:1].lower() + called[1:]


def _without_count(one: Telling) -> str:
    return _named(one).removeprefix("số ")


def _side(some: Sequence[Telling]) -> str:
    return " + ".join(amount_written(part.amount) for part in some)


def _percent(reading: Reading) -> str:
    return numerals.number(reading.computed) + "%"
