"""Open data: what strangers may take away, and nothing else."""

import csv
import io
import json
from datetime import date

import pytest
import rdflib
from django.test import Client, override_settings

from danchu.indicators.services import withdraw_filing
from danchu.indicators.tests.factories import (
    NOW,
    as_illustration,
    close_indicator,
    make_accepted,
    make_published,
)
from danchu.kernel.units.services import rebuild_ancestry
from danchu.surfaces.portal import opendata
from danchu.testing.cast import Cast

NUMBERS = {"G01": "4", "G02": "200", "G03": "6"}
ALL = "/du-lieu-mo/so-lieu.csv"
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")


def read(client: Client, address: str = ALL) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    text = answer.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def codes(client: Client, address: str = ALL) -> list[str]:
    return sorted(row["chi_tieu"] for row in read(client, address))


def test_published_figures_go_out_with_where_to_verify(
    client: Client, cast: Cast
) -> None:
    filing = make_published(cast, NUMBERS)

    rows = sorted(read(client), key=lambda row: row["chi_tieu"])

    assert [(row["chi_tieu"], row["so"]) for row in rows] == list(NUMBERS.items())
    first = rows[0]
    assert (first["ten_don_vi"], first["ky"]) == ("Xã Hòa Thuận", "2026H1")
    assert first["muc"] == f"filing:{filing.pk}"


def test_what_is_not_published_or_withdrawn_stays(client: Client, cast: Cast) -> None:
    make_accepted(cast, {"G01": "9"}, period="2026Q1")
    filing = make_published(cast, NUMBERS)
    assert len(read(client)) == 3

    withdraw_filing(actor=cast.giang, filing=filing, reason="Nhầm.", at=NOW)

    assert read(client) == []


@pytest.mark.parametrize("visibility", ["restricted", "internal"])
def test_figures_that_are_not_public_are_in_no_table(
    client: Client, cast: Cast, visibility: str
) -> None:
    make_published(cast, NUMBERS)
    close_indicator("G03", visibility)

    assert codes(client) == ["G01", "G02"]
    assert "G03" not in {row["ma"] for row in read(client, "/du-lieu-mo/chi-tieu.csv")}


@pytest.mark.parametrize("demo", [False, True])
def test_illustrations_go_out_in_a_demonstration_alone(
    client: Client, cast: Cast, *, demo: bool
) -> None:
    make_published(cast, NUMBERS)
    as_illustration("G01")

    with override_settings(DEMO=demo):
        rows = read(client)

    assert sorted(row["nguon_goc"] for row in rows) == (
        ["illustration", "typed", "typed"] if demo else ["typed", "typed"]
    )


def test_a_part_is_asked_by_place_and_period(client: Client, cast: Cast) -> None:
    make_published(cast, NUMBERS)
    make_published(cast, {"G01": "1"}, period="2026Q1")

    def asked(unit: int, period: str = "") -> int:
        return len(read(client, f"{ALL}?don-vi={unit}&ky={period}"))

    assert asked(cast.an_binh.pk) == asked(cast.hoa_thuan.pk) == 4
    assert asked(cast.nation.pk, "2026Q1") == 1
    assert asked(cast.tan_lap.pk) == 0
    assert codes(client, f"{ALL}?ma-don-vi=90101&chi-tieu=G02&ky=2026H1") == ["G02"]
    assert codes(client, f"{ALL}?chi-tieu=G01&ky=&ma-don-vi=") == ["G01", "G01"]


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/du-lieu-mo/khac.csv", 404),
        ("/du-lieu-mo/so-lieu.exe", 404),
        (f"{ALL}?don-vi=999999", 404),
        (f"{ALL}?don-vi=x", 404),
        (f"{ALL}?ky=2026X9", 404),
        (f"{ALL}?ma-don-vi=99999", 404),
        (f"{ALL}?chi-tieu=KHONG-CO", 404),
    ],
)
def test_what_is_not_there_is_refused_before_anything_leaves(
    client: Client, address: str, status: int
) -> None:
    assert client.get(address).status_code == status


def test_a_workbook_without_room_is_refused_before_anything_leaves(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_published(cast, NUMBERS)
    monkeypatch.setattr("danchu.surfaces.portal.opendata.MOST_ROWS", 2)
    book = "/du-lieu-mo/so-lieu.xlsx"

    assert client.get(book).status_code == 400
    small = client.get(f"{book}?don-vi={cast.tan_lap.pk}")
    assert small.getvalue().startswith(b"PK")
    assert len(read(client)) == 3


def test_a_unit_that_ended_is_read_on_its_last_map(client: Client, cast: Cast) -> None:
    make_published(cast, NUMBERS)
    ended = type(cast.an_binh).objects.filter(pk=cast.an_binh.pk)
    ended.update(valid_to=date(2026, 9, 30))
    rebuild_ancestry()

    assert len(read(client, f"{ALL}?don-vi={cast.an_binh.pk}")) == 3
    feed = client.get(f"/dia-phuong/{cast.an_binh.pk}/nguon-tin.xml").content
    assert feed.count(b"<entry>") == 1


@pytest.mark.usefixtures("cast")
def test_a_worker_sends_a_few_files_at_once(client: Client) -> None:
    leaving = [client.get(ALL) for _ in range(opendata.MOST_AT_ONCE)]

    refused = client.get(ALL)
    assert refused.status_code == 503
    assert "Thử lại sau một phút" in refused.content.decode()
    for answer in leaving:
        answer.getvalue()  # the client closes what it has read
    assert read(client) == []


def test_many_rows_come_part_by_part_and_each_once(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_published(cast, NUMBERS)
    monkeypatch.setattr("danchu.indicators.queries.open_data._ROWS", 2)

    assert codes(client) == ["G01", "G02", "G03"]


def test_a_name_that_begins_a_formula_runs_nowhere(client: Client, cast: Cast) -> None:
    type(cast.hoa_thuan).objects.filter(pk=cast.hoa_thuan.pk).update(name="=1+1")
    make_published(cast, NUMBERS)

    assert {row["ten_don_vi"] for row in read(client)} == {"'=1+1"}
    units = read(client, "/du-lieu-mo/don-vi.csv")
    assert "'=1+1" in {row["ten"] for row in units}


def test_every_table_has_every_format_and_the_catalogue_names_them(
    client: Client, cast: Cast
) -> None:
    make_published(cast, NUMBERS)
    page = client.get("/du-lieu-mo/").content.decode()
    graph = rdflib.Graph().parse(data=client.get("/catalog.ttl").content, format="ttl")
    files = [str(one) for one in graph.objects(None, DCAT.downloadURL)]

    assert len(files) == 9
    for address in files:
        path = address.removeprefix("http://testserver")
        assert f'href="{path}"' in page
        answer = client.get(path)
        assert answer.status_code == 200
        body = answer.getvalue()
        if path.endswith(".json"):
            assert json.loads(body)
        assert body.startswith(b"PK") == path.endswith(".xlsx")
