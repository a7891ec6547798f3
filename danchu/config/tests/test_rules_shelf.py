from hypothesis import given
from hypothesis import strategies as st

from danchu.config.bridge import Answer
from danchu.config.page_cache.rendering import page_of
from danchu.config.page_cache.serving import day_around
from danchu.config.page_cache.shelf import Page, Shelf, takes_gzip

MOST = 40_000
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["put", "get", "drop"]),
        st.integers(0, 12),
        st.integers(0, 50_000),
        st.sampled_from(["units", "figures"]),
    ),
    max_size=60,
)


def a_page(size: int, topic: str) -> Page:
    answer = Answer(200, [("content-type", "text/html")])
    return page_of(answer, b"a" * size, frozenset({topic}), may_be_kept=True)


@given(DEEDS)
def test_a_shelf_never_holds_more_bytes_than_it_may(
    deeds: list[tuple[str, int, int, str]],
) -> None:
    shelf, known = Shelf(MOST), dict[int, Page]()
    for deed, key, size, topic in deeds:
        if deed == "put":
            known[key] = a_page(size, topic)
            shelf.put(key, known[key])
        elif deed == "drop":
            shelf.drop(topic)
        held = {key: page for key in known if (page := shelf.get(key)) is not None}

        assert shelf.size == sum(page.size for page in held.values()) <= MOST
        assert len(shelf) == len(held)
        assert all(page is known[key] for key, page in held.items())
        assert deed != "drop" or not any(topic in one.touches for one in held.values())


def test_what_was_wanted_longest_ago_leaves_first() -> None:
    shelf = Shelf(3 * a_page(9_000, "units").size)
    for key in "abc":
        shelf.put(key, a_page(9_000, "units"))
    shelf.get("a")

    shelf.put("d", a_page(9_000, "units"))

    assert [key for key in "abcd" if shelf.get(key)] == ["a", "c", "d"]


def test_a_page_bigger_than_the_shelf_pushes_nobody_out() -> None:
    shelf = Shelf(MOST)
    shelf.put("small", a_page(100, "units"))

    shelf.put("huge", a_page(MOST, "units"))

    assert (shelf.get("huge"), len(shelf)) == (None, 1)


@given(st.text(max_size=40))
def test_any_accept_encoding_is_answered(text: str) -> None:
    assert takes_gzip(text) in {True, False}
    assert takes_gzip(f"gzip, {text.replace('gzip', '')}") is True


@given(st.integers(400_000_000, 4_000_000_000))
def test_a_day_is_that_of_viet_nam(now: int) -> None:
    begins, ends = day_around(now)

    assert begins <= now < ends
    assert ends - begins == 24 * 3600
    assert (begins + 7 * 3600) % (24 * 3600) == 0
