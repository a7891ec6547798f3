"""Periodic reports of provinces: cut, Word, annex in Excel and PDF, one after another.

Every commune has a value of 120 indicators in the period and in the one a year before.
The memory is the highest of the whole process, Django and the filling of the database
with it.
"""

import resource
import time
from datetime import UTC, date, datetime
from typing import Any

from bench.bench_rollup import asked, codes_of, fill, places, prepare, times
from bench.home import own_cluster
from bench.rows import Row, percentile
from danchu.lib.garbage import settle

TODAY = date(2026, 7, 15)
AT = datetime(2026, 7, 15, 2, 0, tzinfo=UTC)
PERIOD, BEFORE = "2026Q3", "2025Q3"
ROUNDS = 5


def rows() -> list[Row]:
    with own_cluster("reports"):
        return measured()


def measured() -> list[Row]:
    prepare()
    from danchu.kernel.units.queries import children_of, unit_by_code  # noqa: PLC0415 -- after setup
    from danchu.testing.cast import hire  # noqa: PLC0415 -- after setup

    keys = asked()
    codes = codes_of("period")
    keys = [key for key in keys if codes[key[1]] in {PERIOD, BEFORE}]
    count, _ = fill(keys)
    nation, provinces = places()
    one = unit_by_code("24", TODAY)
    communes = children_of(one, TODAY).count()
    secretary = hire("bench", "Người Đo", nation, "secretary")
    settle()
    taken = times(lambda: report(one, secretary), ROUNDS)
    begun = time.perf_counter()
    for province in provinces:
        report(province, secretary)
    whole = time.perf_counter() - begun
    peaks = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    most = max(resource.getrusage(who).ru_maxrss for who in peaks) / 1024
    note = f"cut, Word, Excel and PDF; {count} values"
    return [
        Row(
            "report.province",
            percentile(taken, 0.95) / 1000,
            "s p95",
            n=ROUNDS,
            note=f"{communes} communes, {note}",
        ),
        Row("report.provinces", whole, "s", n=len(provinces), note=note),
        Row("report.memory", most, "MB", n=len(provinces), note="peak of a process"),
    ]


def report(unit: Any, user: Any) -> None:
    """Make every file of a report of a province."""
    from danchu.kernel.periods.queries import period_from  # noqa: PLC0415 -- after setup
    from danchu.reporting.ranges import Range  # noqa: PLC0415 -- as above
    from danchu.surfaces.reports.annex import annex_of  # noqa: PLC0415 -- as above
    from danchu.surfaces.reports.cutting import cut_of  # noqa: PLC0415 -- as above
    from danchu.surfaces.reports.layouts import Layout  # noqa: PLC0415 -- as above
    from danchu.surfaces.reports.papers import paper_of  # noqa: PLC0415 -- as above
    from danchu.surfaces.reports.pdf import pdf_of, pictures_of  # noqa: PLC0415 -- as above
    from danchu.surfaces.reports.word import word_of  # noqa: PLC0415 -- as above

    about = Range.between(period_from(PERIOD))
    cut = cut_of(unit_id=unit.pk, about=about, map_on=TODAY, user=user, at=AT)
    assert len(cut["figures"]) >= 100, len(cut["figures"])
    paper = paper_of(kind="qcdc", cut=cut, parts={}, day=TODAY)
    pictures = pictures_of(paper.charts)
    assert len(pictures) == 2
    assert all(
        (
            word_of(paper, Layout.STATE, "https://vi.du/s/", "", pictures),
            pdf_of(paper, Layout.STATE, "https://vi.du/s/"),
            annex_of(paper),
        )
    )
