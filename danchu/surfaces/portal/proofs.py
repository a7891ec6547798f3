"""Whether something published is in the ledger and whole, checked for each page."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from danchu.indicators.public import OPEN
from danchu.indicators.queries.corrections import Correction, corrections_of
from danchu.indicators.queries.published import FaceRead, read_face
from danchu.kernel.errors import RuleBroken
from danchu.kernel.ledger.keys import verifier_key
from danchu.kernel.ledger.queries import (
    checkpoint_of,
    contradictions,
    first_checkpoint_over,
    growth_of,
    latest_self_check,
)
from danchu.kernel.ledger.rules.bundles import DisprovedError, ItemProof, Trust
from danchu.kernel.ledger.rules.findings import told
from danchu.kernel.ledger.services import current_checkpoint
from danchu.kernel.publication.queries import (
    Edition,
    edition_of,
    is_shown_otherwise,
    public_proof_of,
)
from danchu.news.public import ARTICLE
from danchu.news.public.telling import ProvedArticle, proved_article
from danchu.ui import numerals
from danchu.ui.languages import say
from danchu.witnesses.queries.book import coverage
from danchu.witnesses.queries.register import standing
from danchu.witnesses.rules import Coverage

LONGEST_ITEM = 200


@dataclass(frozen=True)
class State:
    """How the whole ledger stands."""

    size: int
    signed_at: datetime
    key: str
    looked_at: datetime | None
    is_sound: bool
    findings: int
    witnesses: tuple[str, ...]
    coverage: Coverage
    is_contradicted: bool
    is_doubted: bool


@dataclass(frozen=True)
class Step:
    """One thing that was checked, in words."""

    name: str
    text: str
    facts: tuple[dict[str, str], ...] = ()


@dataclass(frozen=True)
class Verdict:
    """What came of checking one item; `failure` says what does not fit."""

    item: str
    edition: Edition | None
    failure: str
    is_erased: bool
    steps: tuple[Step, ...]
    face: FaceRead | None
    corrections: tuple[Correction, ...]
    article: ProvedArticle | None
    download: str
    is_shown_otherwise: bool = False
    """Whether pages show something else than what was published and is proven."""
    told: tuple[str, ...] = ()
    """What the last self-check found of it, and between which two moments."""

    @property
    def fits(self) -> bool:
        """Whether the ledger holds it, and pages show what the ledger holds."""
        return not (self.failure or self.is_shown_otherwise)


@dataclass(frozen=True)
class Proofs:
    """Everything the page shows."""

    asked: str
    state: State
    verdict: Verdict | None


def proofs_page(*, item: str, at: datetime) -> Proofs:
    """Return the state of the ledger and, where an item is asked for, its verdict.

    Refuses with ``ledger.unknown_item`` what is not in the ledger.
    """
    wanted = item.strip().replace("\0", " ")[:LONGEST_ITEM]
    signed = current_checkpoint(at=at)
    verdict = _verdict(wanted) if wanted else None
    today = timezone.localdate(at)
    return Proofs(wanted, _state(signed.size, signed.at, today), verdict)


def _state(size: int, signed_at: datetime, today: date) -> State:
    look, found = latest_self_check(), contradictions()
    return State(
        size=size,
        signed_at=signed_at,
        key=str(verifier_key()),
        looked_at=look.at if look else None,
        is_sound=look is not None and not look.findings,
        findings=len(look.findings) if look else 0,
        witnesses=tuple(one.organisation for one in standing(today)),
        coverage=coverage(today),
        is_contradicted=any(one.is_ours for one in found),
        is_doubted=bool(found),
    )


def _verdict(item: str) -> Verdict:
    proof, edition = public_proof_of(item), edition_of(item)
    failure = ""
    steps: tuple[Step, ...] = ()
    try:
        steps = _checked(proof)
    except DisprovedError as wrong:
        failure = str(wrong)
    is_there = edition is not None and not edition.withdrawn
    kind = edition.kind if edition and is_there and steps else ""
    figures = proof.face if kind == OPEN.name else None
    mended = corrections_of([edition.dossier]) if edition and figures else {}
    return Verdict(
        item=item,
        edition=edition,
        failure=failure,
        is_erased=proof.tombstone is not None,
        steps=steps,
        face=read_face(figures) if figures else None,
        corrections=mended[edition.dossier] if edition and mended else (),
        article=proved_article(proof.face)
        if kind == ARTICLE.name and proof.face
        else None,
        download=reverse("api:get_ledger_proof") + "?" + urlencode({"item": item}),
        is_shown_otherwise=is_shown_otherwise(item),
        told=_told_of(item),
    )


def _told_of(item: str) -> tuple[str, ...]:
    look = latest_self_check()
    found = look.findings if look else ()
    return tuple(told(one) for one in found if one.get("item") == item)


def _checked(proof: ItemProof) -> tuple[Step, ...]:
    trust = Trust(verifier_key())
    tree = proof.verify(trust)
    signed = checkpoint_of(tree.size)
    first = first_checkpoint_over(proof.index)
    if signed is None or first is None:
        raise RuleBroken("ledger.unknown_size")
    growth_of(first, signed).verify(trust)
    number, size = numerals.number(proof.index + 1), numerals.number(tree.size)
    steps = numerals.number(len(proof.path))
    return (
        _content(proof),
        Step(
            gettext("Có trong sổ"),
            say(
                "Đây là dòng thứ {number}. Từ dòng này đi lên {steps} bước thì tới "
                "đúng dấu của cả sổ.",
                number=number,
                steps=steps,
            ),
        ),
        Step(
            gettext("Dấu được ký"),
            gettext("Dấu của cả sổ mang chữ ký của khóa dùng cho sổ này."),
            (
                _fact(gettext("Thời điểm"), numerals.moment(signed.at)),
                _fact(gettext("Số dòng khi ký"), size),
                _fact(gettext("Khóa"), trust.key.name, "mono"),
            ),
        ),
        Step(
            gettext("Sổ chỉ ghi thêm"),
            say(
                "Dấu này nối tiếp dấu đầu tiên có dòng ấy, ký lúc {at}: không dòng nào "
                "bị xóa hay chèn vào giữa.",
                at=numerals.moment(first.at),
            ),
        ),
    )


def _content(proof: ItemProof) -> Step:
    if proof.face is None:
        return Step(
            gettext("Chỉ còn cam kết"),
            gettext(
                "Nội dung không mở cho công chúng hoặc đã bị hủy theo quy định; sổ "
                "chứng minh rằng đã có một nội dung, không cho biết nội dung ấy."
            ),
        )
    return Step(
        gettext("Nội dung nguyên vẹn"),
        gettext("Mã tính lại từ nội dung trùng với cam kết ghi trong sổ khi công bố."),
    )


def _fact(name: str, value: str, css: str = "num") -> dict[str, str]:
    return {"name": name, "value": value, "css": css}
