"""The words of the catalogue and what they mean for adding up."""

from enum import StrEnum

from danchu.indicators.rules.amounts import Qualifier
from danchu.indicators.rules.checks import CheckKind, Severity
from danchu.kernel.units.rules import UnitKind


class Measure(StrEnum):
    """What is counted."""

    COUNT = "count"
    PEOPLE = "people"
    TURNS = "turns"
    MONEY = "money"
    AREA = "area"
    DAYS = "days"
    PERCENT = "percent"
    SCORE = "score"


class Aggregation(StrEnum):
    """How values of several units, or of consecutive periods, combine."""

    SUM = "sum"
    LAST = "last"
    NONE = "none"


class Visibility(StrEnum):
    """Who may see single values."""

    PUBLIC = "public"
    INTERNAL = "internal"
    RESTRICTED = "restricted"


class Scope(StrEnum):
    """Whether a value is the unit's own or a total it gives for all under it."""

    OWN = "own"
    WHOLE = "whole"


class Origin(StrEnum):
    """Where a value comes from."""

    TYPED = "typed"
    COUNTED = "counted"
    IMPORTED = "imported"
    PRESS = "press"
    ILLUSTRATION = "illustration"


class RowKind(StrEnum):
    """What a row of a form asks for."""

    INDICATOR = "indicator"
    NARRATIVE = "narrative"


MEASURE_NAMES: dict[str, str] = {
    Measure.COUNT: "số đếm",
    Measure.PEOPLE: "số người (mỗi người tính một lần)",
    Measure.TURNS: "số lượt (một người có thể tính nhiều lần)",
    Measure.MONEY: "số tiền",
    Measure.AREA: "diện tích",
    Measure.DAYS: "số ngày",
    Measure.PERCENT: "tỷ lệ, tính từ hai chỉ tiêu",
    Measure.SCORE: "điểm",
}
AGG_UNITS_NAMES: dict[str, str] = {
    Aggregation.SUM: "cộng",
    Aggregation.NONE: "không cộng",
}
AGG_TIME_NAMES: dict[str, str] = {
    Aggregation.SUM: "cộng",
    Aggregation.LAST: "lấy kỳ cuối",
    Aggregation.NONE: "không cộng",
}
VISIBILITY_NAMES: dict[str, str] = {
    Visibility.PUBLIC: "công khai",
    Visibility.INTERNAL: "nội bộ; công chúng xem tổng của từ năm đơn vị",
    Visibility.RESTRICTED: "hạn chế; công chúng xem tổng từ cấp tỉnh",
}
SCOPE_NAMES: dict[str, str] = {
    Scope.OWN: "của chính đơn vị",
    Scope.WHOLE: "tổng do nguồn khác nêu",
}
ORIGIN_NAMES: dict[str, str] = {
    Origin.TYPED: "nhập tay",
    Origin.COUNTED: "đếm từ hồ sơ",
    Origin.IMPORTED: "nhập từ tệp",
    Origin.PRESS: "theo báo chí",
    Origin.ILLUSTRATION: "minh họa",
}
QUALIFIER_NAMES: dict[str, str] = {
    Qualifier.EXACT: "đúng",
    Qualifier.MORE_THAN: "hơn, trên",
    Qualifier.FEWER_THAN: "gần",
}
ROW_NAMES: dict[str, str] = {
    RowKind.INDICATOR: "chỉ tiêu",
    RowKind.NARRATIVE: "phần lời",
}
CHECK_NAMES: dict[str, str] = {
    CheckKind.PARTITION: "các phần làm nên tổng số",
    CheckKind.SUBSET: "là một phần của",
    CheckKind.COMPARE: "không nhiều hơn",
    CheckKind.BOUND: "không vượt giới hạn",
    CheckKind.RATIO: "khớp tỷ lệ nguồn nêu",
    CheckKind.NOT_PARTITION: "các phần không làm nên tổng số",
    CheckKind.EXPRESSION: "theo biểu thức",
}
SEVERITY_NAMES: dict[str, str] = {
    Severity.BLOCK: "phải sửa",
    Severity.EXPLAIN: "phải giải trình",
    Severity.NOTICE: "lưu ý",
}


_PRIMARY = (UnitKind.COMMUNE.value, UnitKind.ENTERPRISE.value)


def primary_kind(unit_kinds: list[str] | tuple[str, ...]) -> str:
    """Return the kind of unit whose number makes coverage.

    Communes where they count, else enterprises: state-owned ones are few beside them.

    >>> primary_kind(["province", "district", "commune"])
    'commune'
    >>> primary_kind(["soe", "enterprise"]), primary_kind(["party_org"])
    ('enterprise', 'party_org')
    """
    known = [kind for kind in _PRIMARY if kind in unit_kinds]
    return known[0] if known else unit_kinds[0]
