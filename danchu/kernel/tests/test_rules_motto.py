from danchu.kernel.motto import Part, parts_served_by


def test_the_motto_has_six_parts_in_their_order() -> None:
    assert [part.label for part in Part] == [
        "Dân biết",
        "Dân bàn",
        "Dân làm",
        "Dân kiểm tra",
        "Dân giám sát",
        "Dân thụ hưởng",
    ]
    assert len({part.code for part in Part}) == 6


def test_supervision_serves_inspecting_and_supervising() -> None:
    assert parts_served_by("supervision") == (Part.INSPECT, Part.SUPERVISE)


def test_reports_serve_the_whole_motto_and_ballots_none() -> None:
    assert parts_served_by("reports") == tuple(Part)
    assert parts_served_by("ballots") == ()
