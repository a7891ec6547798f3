"""Answers as the description of the API shows them; a test holds them to the shapes."""

from typing import Any

from danchu.surfaces.api.ledger_examples import COSIGNED, GROWTH, PROOF
from danchu.surfaces.api.news_examples import ARTICLE, NEWS

_BAC_GIANG_2024: dict[str, Any] = {
    "id": 16,
    "code": "24",
    "name": "Tỉnh Bắc Giang",
    "kind": "province",
    "href": "/api/v1/units/16?as_of=2024-12-31",
}
_TAN_YEN_2024: dict[str, Any] = {
    "id": 209,
    "code": "216",
    "name": "Huyện Tân Yên",
    "kind": "district",
    "href": "/api/v1/units/209?as_of=2024-12-31",
}
_VIET_LAP: dict[str, Any] = {
    "id": 3067,
    "code": "07354",
    "name": "Xã Việt Lập",
    "kind": "commune",
    "label": "Xã",
    "is_special_zone": False,
    "parent": _TAN_YEN_2024,
    "valid_from": None,
    "valid_to": "2025-06-30",
    "latitude": 21.344381,
    "longitude": 106.140451,
    "predecessors": [],
    "successors": [
        {
            "unit": {
                "id": 11596,
                "code": "07339",
                "name": "Xã Tân Yên",
                "kind": "commune",
                "href": "/api/v1/units/11596",
            },
            "on": "2025-07-01",
            "is_main": True,
            "is_whole": True,
        }
    ],
    "href": "/api/v1/units/3067?as_of=2024-12-31",
}
_FILING: dict[str, Any] = {
    "form": {"code": "PL4", "name": "Đối thoại"},
    "unit": {
        "id": 11596,
        "code": "07339",
        "name": "Xã Tân Yên",
        "kind": "commune",
        "href": "/api/v1/units/11596?as_of=2026-07-06",
    },
    "period": {
        "code": "2026H1",
        "label": "6 tháng đầu năm 2026",
        "start": "2026-01-01",
        "end": "2026-06-30",
    },
    "status": "draft",
    "self_approved": False,
    "due_on": "2026-07-05",
}
_ADDRESS = "/api/v1/filings/PL4/11596/2026H1"
_LISTED = {"is_returned": False, "accepted_by": [], "href": _ADDRESS}
EXAMPLES: dict[str, dict[str, Any]] = {
    "filings": {
        "total": 1,
        "items": [{**_FILING, **_LISTED, "standing": "overdue"}],
        "next": None,
    },
    "due": {
        "items": [
            {
                **_FILING,
                **_LISTED,
                "status": "not_begun",
                "standing": "overdue",
            }
        ]
    },
    "completeness": {
        "form": _FILING["form"],
        "map": "2026-07-08",
        "periods": [
            {
                "period": _FILING["period"],
                "units": 99,
                "not_asked": 0,
                "due": 0,
                "missing": 2,
                "returned": 0,
                "in_time": 94,
                "late": 3,
                "share": 0.9798,
            }
        ],
        "total": 99,
        "items": [
            {
                "unit": _FILING["unit"],
                "handings": [
                    {
                        "period": "2026H1",
                        "state": "missing",
                        "due_on": "2026-07-06",
                        "handed_up_on": None,
                    }
                ],
            }
        ],
        "next": "/api/v1/forms/PL4/completeness?unit=code%3A24&limit=1&offset=1",
    },
    "values": {
        "dry_run": False,
        "written": True,
        "counts": {"new": 1, "changed": 1, "same": 0, "refused": 0},
        "filings": [
            {
                "form": "PL4",
                "unit": "code:07339",
                "period": "2026H1",
                "outcomes": {"G01": "changed", "G03": "new"},
                "changed": {"G01": {"was": "3", "now": "4"}},
                "refused": [],
            }
        ],
    },
    "filing": {
        **_FILING,
        "version": 4711,
        "deeds": ["enter", "submit"],
        "cells": {
            "G01": {
                "state": "number",
                "number": 4,
                "qualifier": "exact",
                "note": "",
                "text": "4",
            }
        },
        "texts": {},
        "remarks": [
            {
                "cell": "G01",
                "text": "Quý II đã có 5 cuộc?",
                "by": "Hoàng Thị Giang",
                "at": "2026-07-06T08:00:00Z",
                "is_open": True,
            }
        ],
        "recipients": [
            {
                "unit": {
                    "id": 11000,
                    "code": "24",
                    "name": "Tỉnh Bắc Ninh",
                    "kind": "province",
                    "href": "/api/v1/units/11000?as_of=2026-07-06",
                },
                "publishes": True,
                "accepted_by": "",
                "accepted_at": None,
            }
        ],
        "findings": [
            {
                "check": "CHK-G02",
                "severity": "block",
                "codes": ["G02", "G01"],
                "equation": "5 nhiều hơn 4",
                "message": "Số cuộc không thể nhiều hơn tổng số.",
            }
        ],
        "questions": "/api/v1/forms/PL4?unit=11596&period=2026H1",
        "page": "/so-lieu/PL4/11596/2026H1/",
    },
    "form": {
        "form": _FILING["form"],
        "unit": _FILING["unit"],
        "period": _FILING["period"],
        "due_on": "2026-07-05",
        "rows": [
            {
                "section": "Đối thoại",
                "code": "G01",
                "name": "Số cuộc tiếp xúc, đối thoại của người đứng đầu cấp ủy, "
                "chính quyền với Nhân dân",
                "unit_of_measure": "cuộc",
                "is_computed": False,
                "numerator": None,
                "denominator": None,
                "members": [],
            }
        ],
        "texts": [{"code": "HAN_CHE", "label": "Hạn chế"}],
        "checks": [
            {
                "code": "CHK-G02",
                "kind": "subset",
                "left": ["G02"],
                "right": ["G01"],
                "expression": "",
                "severity": "block",
                "message": "Số cuộc không thể nhiều hơn tổng số.",
                "legal_ref": "",
            }
        ],
        "filing": _ADDRESS,
    },
    "units": {
        "map": "2024-12-31",
        "total": 1,
        "items": [_VIET_LAP],
        "next": None,
    },
    "unit": {
        **_VIET_LAP,
        "map": "2024-12-31",
        "path": [
            {
                "id": 1,
                "code": "VN",
                "name": "Việt Nam",
                "kind": "country",
                "href": "/api/v1/units/1?as_of=2024-12-31",
            },
            _BAC_GIANG_2024,
            _TAN_YEN_2024,
            {
                "id": 3067,
                "code": "07354",
                "name": "Xã Việt Lập",
                "kind": "commune",
                "href": "/api/v1/units/3067?as_of=2024-12-31",
            },
        ],
        "names": [
            {"name": "Xã Việt Lập", "valid_from": None, "valid_to": "2025-06-30"}
        ],
        "children": "/api/v1/units?as_of=2024-12-31&within=07354",
    },
    "figure": {
        "value": 396,
        "qualifier": "exact",
        "coverage": {"have": 192, "of": 192},
        "status": "published",
        "why_no_value": None,
        "indicator": {
            "code": "G01",
            "name": "Số cuộc tiếp xúc, đối thoại của người đứng đầu cấp ủy, "
            "chính quyền với Nhân dân",
            "unit_of_measure": "cuộc",
            "measure": "count",
        },
        "unit": _BAC_GIANG_2024,
        "period": {
            "code": "2023H1",
            "label": "6 tháng đầu năm 2023",
            "start": "2023-01-01",
            "end": "2023-06-30",
        },
        "map": "2024-12-31",
        "tree": "territory",
        "member": None,
        "plan": {
            "value": 447,
            "share": 0.8859,
            "decision": "12/QĐ-UBND",
            "decided_on": "2023-01-05",
        },
        "as_published": None,
        "floor": "published",
        "is_demonstration": True,
        "reported": [
            {
                "value": 396,
                "source": "article:000",
                "difference": 0,
                "qualifier": "exact",
                "is_percent": False,
                "counted": 396,
                "map": "2023-06-30",
                "agrees": True,
                "place": "Tỉnh Bắc Giang",
                "period_label": "6 tháng đầu năm 2023",
                "quote": "396 cuộc tiếp xúc, đối thoại với nhân dân",
                "note": "",
            }
        ],
        "children": [
            {
                "value": 36,
                "qualifier": "exact",
                "coverage": {"have": 19, "of": 19},
                "status": "published",
                "why_no_value": None,
                "unit": _TAN_YEN_2024,
                "name": "Huyện Tân Yên",
                "member": None,
                "href": "/api/v1/figures?indicator=G01&within=216&period=2023H1"
                "&as_of_map=2024-12-31",
            }
        ],
        "remainder": None,
        "series": [],
        "proof": None,
    },
    "ledger_proof": PROOF,
    "ledger_growth": GROWTH,
    "cosignatures": {"size": 3, "witnesses": ["Ủy ban Mặt trận Tổ quốc tỉnh"]},
    "search": {
        "total": 1,
        "is_more": False,
        "items": [
            {
                "item": "filing:12",
                "kind": "filing",
                "title": "Biểu phụ lục: xã Tân Yên, 6 tháng đầu năm 2026",
                "summary": "Số cuộc đối thoại: 4 cuộc",
                "day": "2026-07-03",
                "unit": 11596,
                "page": "/dia-phuong/11596/?ky=2026H1",
            }
        ],
        "next": None,
    },
    "news": NEWS,
    "news_article": ARTICLE,
    "errors": {
        "items": [
            {
                "code": "units.no_such_unit",
                "status": 404,
                "detail": "Không có đơn vị mang mã “{unit}” trên bản đồ ngày {day}.",
                "cure": "Hãy kiểm tra mã và ngày của bản đồ: nhiều mã đã dùng lại cho "
                "nơi khác từ ngày 01/7/2025.",
            }
        ]
    },
}

SENT: dict[str, dict[str, Any]] = {
    "cosignatures": COSIGNED,
    "cells": {
        "cells": {
            "G01": {"number": 4},
            "G02": {"number": 1612, "note": "Đếm theo danh sách ký tên."},
            "G03": {"state": "not_yet"},
            "G08": {
                "number": 4000,
                "qualifier": "more_than",
                "seen": {"number": 3900},
            },
        },
        "texts": {"HAN_CHE": {"text": "Còn chậm trả lời ý kiến.", "seen": ""}},
    },
    "values": {
        "filings": [
            {
                "form": "PL4",
                "unit": "code:07339",
                "period": "2026H1",
                "cells": {"G01": {"number": 4}, "G03": {"state": "not_yet"}},
            }
        ]
    },
    "values_csv": {
        "text": "form,unit,period,cell,number,state\n"
        "PL4,code:07339,2026H1,G01,4,\n"
        "PL4,code:07339,2026H1,G03,,not_yet\n"
    },
    "correction": {
        "cells": {"G01": {"number": 5}},
        "reason": "Sót cuộc đối thoại ngày 20/6.",
    },
    "extension": {
        "until": "2026-07-15",
        "reason": "Bão số 3, xã sơ tán dân đến ngày 8/7.",
    },
    "reason": {"reason": "Duyệt nhầm kỳ, xin mở lại để sửa."},
    "return": {
        "reason": "Số người dự nhiều hơn số mời, xin kiểm tra lại.",
        "remarks": {"G02": "Quý II đã báo 1.500 lượt."},
    },
}
"""What programs send."""
