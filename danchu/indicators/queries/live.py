"""What the script of a filing page is told: its rules, and what stands now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from danchu.indicators.models import Filing, Narrative, Value
from danchu.indicators.queries.asked import (
    Asked,
    Key,
    cell_of,
    others_of,
    rules_touching,
    version_of,
)
from danchu.indicators.queries.findings import all_findings, sections_in
from danchu.indicators.queries.grid import STATE_NAMES, ident_of
from danchu.indicators.rules.amounts import State
from danchu.indicators.rules.cells import Cell
from danchu.indicators.rules.checks import Finding, Severity, broken
from danchu.indicators.rules.expressions.trees import as_lists
from danchu.indicators.rules.rollups import Total
from danchu.kernel.audit.queries import history_of
from danchu.ui import numerals

Told = dict[str, Any]


def script_facts(asked: Asked, last: Mapping[str, Total]) -> Told:
    """Return the checks of a filing as data, for the page to evaluate while typing."""
    rows = [row for row in asked.rows if not row.is_percent]
    labels = {
        f"{row.code}.{code}": f"{row.name}: {name}"
        for row in rows
        for _, code, name in row.members
    }
    return {
        "checks": [
            {
                "code": rule.code,
                "kind": rule.kind.value,
                "left": rule.left,
                "right": rule.right,
                "severity": rule.severity.value,
                "message": rule.message,
                "legal_ref": rule.legal_ref,
                "holds": as_lists(rule.holds.claim) if rule.holds else None,
            }
            for rule in rules_touching(asked)
        ],
        "names": labels | {row.code: row.name for row in asked.rows},
        "breakdowns": [
            {"code": row.code, "members": [name for name, _ in row.keys[1:]]}
            for row in rows
            if row.members and not row.is_score
        ],
        "kinds": {name: row.measure for row in rows for name, _ in row.keys},
        "before": {
            name: {"number": f"{total.number:f}", "qualifier": total.qualifier.value}
            for name, total in last.items()
            if total.number is not None
        },
        "sections": [
            {"ident": f"muc-{place}", "cells": names}
            for place, names in enumerate(sections_in(asked).values(), start=1)
        ],
        "shares": [
            {
                "ident": ident_of(row.code),
                "part": row.numerator,
                "whole": row.denominator,
            }
            for row in asked.rows
            if row.is_percent
        ],
        "others": {
            code: {"number": f"{amount.number:f}", "qualifier": amount.qualifier.value}
            for code, amount in others_of(asked).items()
        },
    }


@dataclass(frozen=True)
class Now:
    """What stands in a filing at one moment, and what its checks say."""

    asked: Asked
    filing: Filing
    values: Mapping[Key, Value]
    cells: Mapping[str, Cell]

    @classmethod
    def of(cls, asked: Asked, filing: Filing) -> "Now":
        """Read the cells of a filing with their writers."""
        keys = {key[0] for key in asked.cells.values()}
        rows = Value.objects.filter(
            unit=filing.unit, period=filing.period, indicator__in=keys, scope="own"
        ).select_related("entered_by")
        values = {(row.indicator_id, row.member_id): row for row in rows}
        cells = {name: cell_of(values.get(key)) for name, key in asked.cells.items()}
        return cls(asked, filing, values, cells)

    def summary(self) -> Told:
        """Return the mark, the findings and how much is filled in."""
        at = timezone.now()
        found = broken(
            all_findings(self.asked, dict(self.cells), timezone.localdate(at))
        )
        totals = [self.cells[row.code] for row in self.asked.rows if not row.is_percent]
        return {
            "mark": version_of(self.filing),
            "findings": [_finding(one, self.cells) for one in found],
            "done": sum(cell.state is not State.BLANK for cell in totals),
            "of": len(totals),
            "at": f"{timezone.localtime(at):%H:%M}",
        }

    def told(self, names: Iterable[str]) -> Told:
        """Return cells as the script knows them, with who wrote them and when."""
        return {name: self._told(name) for name in names if name in self.cells}

    def _told(self, name: str) -> Told:
        cell, value = self.cells[name], self.values.get(self.asked.cells[name])
        return {
            "text": cell.text,
            "state": STATE_NAMES[cell.state],
            "seen": cell.face,
            "note": cell.note,
            "who": str(value.entered_by or "") if value else "",
            "at": numerals.moment(timezone.localtime(value.entered_at))
            if value and value.entered_at
            else "",
        }


def written_since(filing: Filing, mark: int) -> tuple[set[str], set[str]]:
    """Return the cells and the parts in words that history names after a mark."""
    cells: set[str] = set()
    texts: set[str] = set()
    for event in history_of(filing.dossier).filter(pk__gt=mark):
        cells.update(event.facts.get("changes", {}))
        texts.update(event.facts.get("texts", {}))
    return cells, texts


def texts_told(filing: Filing, codes: Iterable[str]) -> Told:
    """Return parts in words as the script knows them."""
    rows = Narrative.objects.filter(filing=filing, code__in=list(codes))
    return {
        row.code: {"text": row.text, "seen": row.text, "who": str(row.entered_by)}
        for row in rows.select_related("entered_by")
    }


def _finding(one: Finding, cells: Mapping[str, Cell]) -> Told:
    explained = one.check.severity is Severity.EXPLAIN and any(
        cells[code].note for code in one.check.codes if code in cells
    )
    return {
        "code": one.check.code,
        "kind": one.check.kind.value,
        "severity": one.check.severity.value,
        "cells": one.check.codes,
        "equation": one.equation,
        "message": one.check.message,
        "cause": one.likely_cause,
        "explained": explained,
        "href": next((f"#{ident_of(c)}" for c in one.check.codes if c in cells), ""),
    }


def standing_since(asked: Asked, filing: Filing | None, mark: int) -> Told:
    """Return what anybody wrote after a mark, and how the filing stands."""
    if filing is None:
        return {"mark": 0, "cells": {}, "texts": {}}
    now = Now.of(asked, filing)
    cells, texts = written_since(filing, mark)
    return {
        **now.summary(),
        "cells": now.told(sorted(cells)),
        "texts": texts_told(filing, texts),
    }
