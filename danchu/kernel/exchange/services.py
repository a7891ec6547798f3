"""Keeping what a file says until it is applied, and no longer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from danchu.kernel.exchange.models import Upload
from danchu.kernel.exchange.queries import KEPT
from danchu.kernel.exchange.rules.books import Book
from danchu.kernel.people.models import User


def keep_upload(*, actor: User, book: Book, at: datetime) -> Upload:
    """Keep what a workbook says for an hour; what is older goes now."""
    forget_old(at=at)
    return Upload.objects.create(
        sent_by=actor, sent_at=at, kind=book.facts["kind"], content=_packed(book)
    )


def keep_outcome(upload: Upload, outcome: Mapping[str, Any]) -> None:
    """Write down what became of a file, so that it can be taken back for an hour."""
    upload.outcome = dict(outcome)
    upload.save(update_fields=["outcome"])


def hold_answer(
    *, actor: User, kind: str, key: str, digest: str, at: datetime
) -> tuple[Upload, bool]:
    """Return the row that keeps the answer to what `key` names, and whether it is new.

    Who sends the same again within an hour finds the answer in its outcome; two at once
    wait for each other until the first transaction ends.
    """
    forget_old(at=at)
    ident = uuid5(NAMESPACE_OID, f"{actor.pk}/{actor.by_token}/{kind}/{key}")
    return Upload.objects.get_or_create(
        pk=ident,
        defaults={
            "sent_by": actor,
            "sent_at": at,
            "kind": kind,
            "content": {"digest": digest},
        },
    )


def forget_old(*, at: datetime) -> int:
    """Delete what was sent more than an hour ago; every night and with each file."""
    gone, _ = Upload.objects.filter(sent_at__lte=at - KEPT).delete()
    return gone


def _packed(book: Book) -> dict[str, Any]:
    return {
        "facts": dict(book.facts),
        "cells": [
            [
                *place,
                one.ref,
                None if one.number is None else f"{one.number:f}",
                one.text.replace("\0", "\ufffd"),
                one.fault,
                book.seen.get(place, ""),
            ]
            for place, one in book.cells.items()
        ],
    }
