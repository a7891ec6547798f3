"""What in a filing is worth a second look: seen in numbers, never a judgement.

A signal says what was seen, why it may well be right and what to do. It stops nothing,
is added to no score of a unit or a person, and is shown to the unit before anybody
above. Thresholds stand here alone.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from math import comb, log1p
from statistics import median

from danchu.indicators.rules.amounts import Amount, Qualifier
from danchu.kernel.access.actions import Action, Role, Where

ANSWER_SIGNAL = Action(
    "indicators.answer_signal",
    "Trả lời tín hiệu về số liệu của đơn vị",
    frozenset({Role.CLERK, Role.HEAD}),
    Where.OWN,
)
READ_SIGNALS = Action(
    "indicators.read_signals",
    "Xem tín hiệu về số liệu của cấp dưới",
    frozenset({Role.SECRETARY}),
    Where.WITHIN,
)
ACTIONS = (ANSWER_SIGNAL, READ_SIGNALS)


class Signal(StrEnum):
    """What may be worth a second look."""

    HEAPED = "heaped"
    FULL = "full"
    COPIED = "copied"
    SAME_WORDS = "same_words"
    HASTY = "hasty"
    OUTLYING = "outlying"


SIGNAL_NAMES = {
    Signal.HEAPED: "Nhiều số tròn",
    Signal.FULL: "Mọi tỷ lệ đều là 100%",
    Signal.COPIED: "Nhiều số giống kỳ trước",
    Signal.SAME_WORDS: "Phần lời giống đơn vị khác",
    Signal.HASTY: "Trình rất nhanh sau khi mở biểu",
    Signal.OUTLYING: "Số khác xa mức chung",
}

UNIT_FIRST_DAYS = 3
"""Working days in which only the unit sees a signal it has not answered; our choice."""
FEWEST_DIGITS, SMALLEST, RARELY = 20, 10, 1000
"""So many numbers of two digits or more; and once in so many filings by chance.

Last digits of counted numbers are evenly spread (B. Beber, A. Scacco, “What the Numbers
Say”, Political Analysis 20, 2012); that they heap on 0 and 5 is Whipple's question (UN,
Demographic Yearbook). The test is exact; the level is ours, strict because many ask.
"""
FEWEST_SHARES = 3
FEWEST_COMPARED, COPIED_OF_100 = 10, 80
"""Numbers other than nought in both periods, and how many of a hundred are the same."""
FEWEST_WORDS = 25
"""Shorter texts are alike by nature: “Không có vướng mắc.”"""
HASTY_SECONDS = 60
FEWEST_PEERS, FAR, TIMES = 15, 3.5, 3
"""Units of the same kind; the modified z-score over which one is far (B. Iglewicz,
D. Hoaglin, “How to Detect and Handle Outliers”, 1993), on logarithms since counts grow
with size; and three times the middle or a third of it, as for a jump."""
_TO_DEVIATION = 0.6745
LONGEST_ANSWER = 500
LONGEST_LIST = 6


@dataclass(frozen=True)
class Seen:
    """One signal with its numbers: `count` of `of`, and the cells it speaks of."""

    signal: Signal
    count: int
    of: int
    cells: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Say what was seen.

        >>> Seen(Signal.FULL, 4, 4).words
        '4/4 tỷ lệ tính được của biểu đều là 100%.'
        """
        told = _SEEN[self.signal].format(count=self.count, of=self.of)
        if not self.cells:
            return f"{told}."
        more = len(self.cells) - LONGEST_LIST
        rest = f" và {more} ô khác" if more > 0 else ""
        return f"{told}: {', '.join(self.cells[:LONGEST_LIST])}{rest}."


_SEEN = {
    Signal.HEAPED: "{count}/{of} số từ 10 trở lên có chữ số cuối là 0 hoặc 5",
    Signal.FULL: "{count}/{of} tỷ lệ tính được của biểu đều là 100%",
    Signal.COPIED: "{count}/{of} số khác 0 đúng bằng số kỳ trước",
    Signal.SAME_WORDS: "{count}/{of} phần lời giống hệt của đơn vị khác cùng loại",
    Signal.HASTY: "Trình {count} giây sau khi mở biểu lần đầu",
    Signal.OUTLYING: "{count}/{of} số so được khác xa mức chung của các đơn vị cùng "
    "loại trong tỉnh",
}
MAY_BE = {
    Signal.HEAPED: "Đơn vị có thể thật sự đếm được các số tròn, ví dụ giao chỉ tiêu "
    "theo số tròn.",
    Signal.FULL: "Mọi việc có thể đã xong hết, nhất là khi số việc ít.",
    Signal.COPIED: "Có những số ít thay đổi, ví dụ số thôn, số tổ hòa giải.",
    Signal.SAME_WORDS: "Các đơn vị có thể cùng dùng câu mẫu do cấp trên gửi.",
    Signal.HASTY: "Số liệu có thể đã chuẩn bị sẵn trên giấy, trong Excel hoặc nạp từ "
    "tệp.",
    Signal.OUTLYING: "Đơn vị có thể đông dân, rộng hơn hoặc có việc riêng trong kỳ.",
}
TO_DO = {
    Signal.HEAPED: "Hãy xem lại có số nào là ước lượng không; nếu có, sửa theo sổ.",
    Signal.FULL: "Hãy xem lại mẫu số: đã đếm cả việc chưa làm xong chưa.",
    Signal.COPIED: "Hãy đối chiếu các ô này với sổ của kỳ này.",
    Signal.SAME_WORDS: "Hãy viết điều của riêng đơn vị, hoặc nêu vì sao giống nhau.",
    Signal.HASTY: "Hãy đọc lại biểu một lần; nếu đúng, nêu số đã chuẩn bị ở đâu.",
    Signal.OUTLYING: "Hãy xem lại đơn vị tính và số chữ số; nếu đúng, nêu lý do.",
}


def heaped(numbers: Mapping[str, Amount]) -> Seen | None:
    """Tell whether last digits heap on 0 and 5 more than chance explains.

    >>> heaped({str(n): Amount(Decimal(n)) for n in range(10, 60)}) is None
    True
    """
    told = {
        name: int(one.number)
        for name, one in numbers.items()
        if _is_exact(one) and one.number >= SMALLEST and one.number % 1 == 0
    }
    cells = tuple(name for name, number in told.items() if number % 5 == 0)
    if len(told) < FEWEST_DIGITS or not is_rare(len(cells), len(told)):
        return None
    return Seen(Signal.HEAPED, len(cells), len(told), cells)


def is_rare(hits: int, of: int) -> bool:
    """Tell whether at least `hits` of `of` would end in 0 or 5 so rarely by chance.

    One in five does; the tail of the binomial distribution is added up exactly.

    >>> is_rare(10, 20), is_rare(11, 20)
    (False, True)
    """
    tail = sum(comb(of, some) * 4 ** (of - some) for some in range(hits, of + 1))
    return bool(tail * RARELY < 5**of)


def full(shares: Iterable[tuple[str, Amount, Amount]]) -> Seen | None:
    """Tell whether all shares are 100%; each is a name, a part and its whole."""
    told = [one for one in shares if one[2].number > 0 and all(map(_is_exact, one[1:]))]
    cells = tuple(name for name, part, whole in told if part == whole)
    if len(told) < FEWEST_SHARES or len(cells) < len(told):
        return None
    return Seen(Signal.FULL, len(cells), len(told))


def copied(now: Mapping[str, Amount], before: Mapping[str, Amount]) -> Seen | None:
    """Tell whether most numbers are those of the last period; noughts do not count."""
    told = [name for name, one in now.items() if one.number and name in before]
    cells = tuple(name for name in told if now[name] == before[name])
    if len(told) < FEWEST_COMPARED or 100 * len(cells) < COPIED_OF_100 * len(told):
        return None
    return Seen(Signal.COPIED, len(cells), len(told), cells)


def bare(text: str) -> str:
    r"""Return the words of a text alone; texts that read alike are the same.

    >>> bare(" Không  có\nGÌ. ") == bare("không có gì")
    True
    """
    folded = unicodedata.normalize("NFC", text).casefold()
    return " ".join(re.findall(r"\w+", folded))


def same_words(
    texts: Mapping[str, str], others: Mapping[str, Iterable[str]]
) -> Seen | None:
    """Tell which parts in words are, word by word, those of another unit."""
    told = {code: bare(text) for code, text in texts.items()}
    long = {code: text for code, text in told.items() if is_telling(text)}
    cells = tuple(
        code
        for code, text in long.items()
        if any(bare(other) == text for other in others.get(code, ()))
    )
    return Seen(Signal.SAME_WORDS, len(cells), len(long)) if cells else None


def is_telling(text: str) -> bool:
    """Tell whether a text is long enough to be one's own."""
    return len(text.split()) >= FEWEST_WORDS


def seconds_open(
    first_saved: datetime, submitted: datetime, *, page: datetime, ahead: int
) -> int:
    """Return the seconds from the first opening that is known to the submission.

    `page` is when the page that was submitted had been opened; `ahead` are seconds
    that a page had been open before the first save.
    """
    saved = (submitted - first_saved).total_seconds() + ahead
    shown = (submitted - page).total_seconds()
    return max(int(saved), int(shown), 0)


def hasty(seconds: int | None) -> Seen | None:
    """Tell whether a filing was submitted within a minute; unknown is not.

    >>> hasty(59), hasty(60) is None, hasty(None) is None
    (Seen(signal=<Signal.HASTY: 'hasty'>, count=59, of=60, cells=()), True, True)
    """
    if seconds is None or seconds >= HASTY_SECONDS:
        return None
    return Seen(Signal.HASTY, seconds, HASTY_SECONDS)


def outlying(
    now: Mapping[str, Amount], peers: Mapping[str, Sequence[Decimal]]
) -> Seen | None:
    """Tell which numbers are far from those of units of the same kind.

    It says which of one's own are, never what others have.
    """
    told = [
        name
        for name, one in now.items()
        if _is_exact(one) and len(peers.get(name, ())) >= FEWEST_PEERS
    ]
    cells = tuple(name for name in told if is_far(now[name].number, peers[name]))
    return Seen(Signal.OUTLYING, len(cells), len(told), cells) if cells else None


def is_far(number: Decimal, peers: Sequence[Decimal]) -> bool:
    """Tell whether a number is far from the middle of others, however they spread.

    Where more than half of the others are the same, nothing can be said.

    >>> others = [Decimal(one) for one in range(10, 30)]
    >>> is_far(Decimal(500), others), is_far(Decimal(31), others)
    (True, False)
    """
    middle = median(peers)
    low, high = sorted([number, Decimal(middle)])
    if high < TIMES * low or high - low < SMALLEST:
        return False
    logs = [log1p(float(one)) for one in peers]
    centre = median(logs)
    spread = median(abs(one - centre) for one in logs)
    return spread > 0 and _TO_DEVIATION * abs(log1p(float(number)) - centre) > (
        FAR * spread
    )


def _is_exact(amount: Amount) -> bool:
    return amount.qualifier is Qualifier.EXACT
