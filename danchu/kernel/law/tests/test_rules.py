import pytest

from danchu.kernel.law.rules import article_in_words, citation, law_in_words


@pytest.mark.parametrize(
    ("law", "article", "words"),
    [
        ("Luật 10/2022/QH15", "Đ12.3", "khoản 3 Điều 12 Luật số 10/2022/QH15"),
        ("Luật 10/2022/QH15", "Đ51.2đ", "điểm đ khoản 2 Điều 51 Luật số 10/2022/QH15"),
        ("NĐ 155/2026/NĐ-CP", "Đ28b", "Điều 28b Nghị định số 155/2026/NĐ-CP"),
        (
            "Luật 10/2022/QH15",
            "Đ14.3;Đ23.1",
            "khoản 3 Điều 14, khoản 1 Điều 23 Luật số 10/2022/QH15",
        ),
        (
            "Luật 25/2018/QH14;NĐ 31/2019/NĐ-CP",
            "Đ30;Đ3",
            "Điều 30 Luật số 25/2018/QH14; Điều 3 Nghị định số 31/2019/NĐ-CP",
        ),
        ("Luật 136/2025/QH15", "", "Luật số 136/2025/QH15"),
        (
            "Luật Tổ chức chính quyền địa phương 2015",
            "Đ125",
            "Điều 125 Luật Tổ chức chính quyền địa phương năm 2015",
        ),
    ],
)
def test_an_article_is_cited_as_lawyers_cite_it(
    law: str, article: str, words: str
) -> None:
    assert citation(law, article) == words


@pytest.mark.parametrize(
    ("law", "words"),
    [
        ("QĐ 25/2021/QĐ-TTg", "Quyết định số 25/2021/QĐ-TTg"),
        ("QĐi 11-QĐi/TW 2019", "Quy định số 11-QĐi/TW năm 2019"),
        ("TT 09/2021/TT-BTP", "Thông tư số 09/2021/TT-BTP"),
        ("Bộ luật Lao động 2019", "Bộ luật Lao động năm 2019"),
    ],
)
def test_a_law_is_named_in_full(law: str, words: str) -> None:
    assert law_in_words(law) == words


@pytest.mark.parametrize(
    "article",
    ["12.3", "Đ", "Đ12.", "Đ12.3.4", "Điều 12", "Đ\N{FULLWIDTH DIGIT ONE}"],
)
def test_what_is_no_article_is_not_cited(article: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        article_in_words(article)


def test_several_laws_need_an_article_each() -> None:
    with pytest.raises(ValueError, match="zip"):
        citation("Luật 25/2018/QH14;NĐ 31/2019/NĐ-CP", "Đ30.2")
