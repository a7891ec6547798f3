"""What the columns of the law tables may hold, and how an article is cited."""

import re
from enum import StrEnum


class Direction(StrEnum):
    """How a number relates to what is measured."""

    AFTER = "after"
    BEFORE = "before"
    EVERY = "every"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EXACTLY = "exactly"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"


DIRECTION_NAMES = {
    Direction.AFTER: "trong thời hạn, kể từ",
    Direction.BEFORE: "trước ít nhất",
    Direction.EVERY: "ít nhất một lần mỗi",
    Direction.AT_LEAST: "từ … trở lên",
    Direction.AT_MOST: "không quá",
    Direction.EXACTLY: "đúng",
    Direction.MORE_THAN: "trên",
    Direction.LESS_THAN: "dưới",
}


class Measure(StrEnum):
    """In what a number of the law is counted."""

    WORKING_DAY = "wd"
    DAY = "d"
    CONSECUTIVE_DAY = "consecutive_d"
    MONTH = "month"
    YEAR = "year"
    DAY_PER_WEEK = "day_per_week"
    DAY_PER_MONTH = "day_per_month"
    TIMES_PER_YEAR = "times_per_year"
    PERSON = "person"
    HOUSEHOLD = "household"
    VILLAGE = "village"
    CRITERION = "criterion"
    SHARE = "share"
    POINTS = "points"
    DATE = "date"
    SESSION = "session"


MEASURE_NAMES = {
    Measure.WORKING_DAY: "ngày làm việc",
    Measure.DAY: "ngày",
    Measure.CONSECUTIVE_DAY: "ngày liên tục",
    Measure.MONTH: "tháng",
    Measure.YEAR: "năm",
    Measure.DAY_PER_WEEK: "ngày mỗi tuần",
    Measure.DAY_PER_MONTH: "ngày mỗi tháng",
    Measure.TIMES_PER_YEAR: "lần mỗi năm",
    Measure.PERSON: "người",
    Measure.HOUSEHOLD: "hộ",
    Measure.VILLAGE: "thôn, tổ dân phố",
    Measure.CRITERION: "tiêu chí",
    Measure.SHARE: "phần",
    Measure.POINTS: "điểm",
    Measure.DATE: "ngày trong năm sau",
    Measure.SESSION: "kỳ họp thường lệ của Hội đồng nhân dân",
}

DOMAIN_NAMES = {
    "disclosure": "công khai",
    "internal_disclosure": "công khai nội bộ",
    "decision": "bàn và quyết định",
    "village_head": "Trưởng thôn, Tổ trưởng tổ dân phố",
    "village_meeting": "hội nghị thôn, tổ dân phố",
    "consultation": "lấy ý kiến",
    "dialogue": "đối thoại",
    "inspection_board": "Ban Thanh tra nhân dân",
    "investment_board": "Ban Giám sát đầu tư của cộng đồng",
    "conference": "hội nghị cán bộ, công chức, viên chức, người lao động",
    "workplace_dialogue": "đối thoại tại nơi làm việc",
    "convention": "hương ước, quy ước",
    "reception": "tiếp công dân",
    "complaint": "khiếu nại",
    "denunciation": "tố cáo",
    "information_access": "tiếp cận thông tin",
    "portal": "cổng thông tin điện tử",
    "legal_access": "chuẩn tiếp cận pháp luật",
    "personal_data": "dữ liệu cá nhân",
}

BASE_NAMES = {
    "none": "không có",
    "all_households": "toàn bộ hộ",
    "all_villages": "toàn bộ thôn, tổ dân phố",
    "attendees": "người dự",
    "summoned": "người được triệu tập",
    "staff": "cán bộ, công chức, viên chức, người lao động",
    "delegates": "đại biểu",
    "representatives": "người đại diện",
    "members": "thành viên",
}

CONFIDENCE_NAMES = {
    "verified": "",
    "verified-single": "cần đối chiếu văn bản gốc",
    "verified-news": "cần đối chiếu văn bản gốc",
    "memory": "chưa kiểm chứng",
}
"""What the screen says beside a rule; a rule from memory makes nobody late."""

UNIT_KINDS = frozenset(
    {"province", "district", "commune", "agency", "public_unit", "soe", "enterprise"}
)

ITEM_KIND_NAMES = {
    "disclose": "công khai",
    "decide": "bàn và quyết định",
    "comment": "tham gia ý kiến",
    "inspect": "kiểm tra",
    "supervise": "giám sát",
}
RHYTHM_NAMES = {
    "event": "khi phát sinh",
    "quarter": "hằng quý",
    "half": "6 tháng một lần",
    "year": "hằng năm",
    "permanent": "thường xuyên",
    "none": "không định kỳ",
}
VISIBILITY_NAMES = {"public": "công khai", "internal": "nội bộ đơn vị"}
SCOPE_NAMES = {
    "village": "thôn, tổ dân phố",
    "commune": "toàn xã",
    "unit": "cơ quan, đơn vị",
}
RECOGNISER_NAMES = {
    "commune_committee": "Ủy ban nhân dân cấp xã",
    "front": "Ủy ban Mặt trận Tổ quốc Việt Nam cấp xã",
    "union": "công đoàn, hoặc tổ chức thay thế",
    "none": "không cần công nhận",
}
EFFECT_NAMES = {
    "on_passing": "từ ngày thông qua",
    "on_recognition": "từ ngày được công nhận",
    "on_authority_date": "từ ngày Ủy ban nhân dân cấp xã quyết định",
}
CHANNELS = frozenset(
    {
        "portal",
        "board_office",
        "board_culture_house",
        "board_community_point",
        "loudspeaker",
        "village_head",
        "intranet",
        "internal_board",
        "meeting",
    }
)
DECIDE_FORMS = frozenset({"meeting", "ballot", "online"})

_ARTICLE = re.compile(
    r"Đ(?P<article>[0-9]+[a-zđ]?)(?:\.(?P<clause>[0-9]+)(?P<point>[a-zđ])?)?"
)
_TITLES = (
    ("NĐ ", "Nghị định số "),
    ("TT ", "Thông tư số "),
    ("QĐi ", "Quy định số "),
    ("QĐ ", "Quyết định số "),
)
_NUMBERED_LAW = re.compile(r"Luật (?=\d+/)")
_YEAR_AT_END = re.compile(r" (?=\d{4}$)")


def article_in_words(article: str) -> str:
    """Write an article as lawyers cite it.

    >>> article_in_words("Đ64.1g"), article_in_words("Đ8")
    ('điểm g khoản 1 Điều 64', 'Điều 8')
    """
    found = _ARTICLE.fullmatch(article)
    if found is None:
        raise ValueError(article)
    words = f"Điều {found['article']}"
    if found["clause"]:
        words = f"khoản {found['clause']} {words}"
    if found["point"]:
        words = f"điểm {found['point']} {words}"
    return words


def law_in_words(law: str) -> str:
    """Write the name of a law in full.

    >>> law_in_words("NĐ 59/2023/NĐ-CP"), law_in_words("Bộ luật Lao động 2019")
    ('Nghị định số 59/2023/NĐ-CP', 'Bộ luật Lao động năm 2019')
    """
    for short, full in _TITLES:
        if law.startswith(short):
            return _YEAR_AT_END.sub(" năm ", full + law.removeprefix(short))
    return _YEAR_AT_END.sub(" năm ", _NUMBERED_LAW.sub("Luật số ", law))


def citation(law: str, article: str) -> str:
    """Cite the article or articles a row rests on.

    Several laws have one article each, in the same order; one law may have several.

    >>> citation("Luật 10/2022/QH15", "Đ12.3")
    'khoản 3 Điều 12 Luật số 10/2022/QH15'
    """
    laws = law.split(";")
    articles = [article_in_words(each) for each in article.split(";") if each]
    if len(laws) == 1:
        return " ".join(
            part for part in (", ".join(articles), law_in_words(law)) if part
        )
    return "; ".join(
        f"{words} {law_in_words(each)}"
        for words, each in zip(articles, laws, strict=True)
    )


def month_and_day(value: int) -> tuple[int, int]:
    """Read a rule's MMDD as month and day.

    >>> month_and_day(110)
    (1, 10)
    """
    return divmod(value, 100)
