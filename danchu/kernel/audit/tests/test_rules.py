from danchu.kernel.audit.rules import storable


def test_text_from_anywhere_can_be_stored() -> None:
    assert storable("/tim/\0\ud800/") == "/tim/\ufffd?/"


def test_text_without_end_is_cut() -> None:
    assert storable("x" * 10_000) == "x" * 500
