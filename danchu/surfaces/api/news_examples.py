"""Articles as the description of the API shows them."""

from typing import Any

LINE: dict[str, Any] = {
    "id": 12,
    "item": "article:12",
    "title": "Xã lấy ý kiến về đường thôn Đồng Cờ",
    "summary": "Từ ngày 05 đến ngày 20/7, mỗi hộ được phát một phiếu.",
    "language": "vi",
    "kind": "Tin tức",
    "category": "Dân bàn",
    "unit": {"id": 11596, "name": "Xã Tân Yên", "href": "/api/v1/units/11596"},
    "published_at": "2026-07-03T02:00:00Z",
    "is_corrected": True,
    "page": "/tin-tuc/12-xa-lay-y-kien-ve-duong-thon-dong-co/",
    "href": "/api/v1/news/12",
}
NEWS: dict[str, Any] = {
    "items": [LINE],
    "next": "/api/v1/news?unit=11596&after=1783044000000000-12",
}
ARTICLE: dict[str, Any] = {
    **LINE,
    "html": "<h2>Cách lấy ý kiến</h2>\n<p>Mỗi hộ <strong>một phiếu</strong>.</p>\n",
    "correction": {
        "at": "2026-07-04T02:00:00Z",
        "text": "Hạn trả phiếu là ngày 20/7, không phải ngày 15/7.",
    },
    "withdrawn": None,
    "files": [
        {
            "title": "Phương án lấy ý kiến",
            "media_type": "application/pdf",
            "size": 1240000,
            "sha256": "e3b0c44298fc1c149afbf4c8996fb924"
            "27ae41e4649b934ca495991b7852b855",
            "href": "/tin-tuc/12/tep/phuong-an-lay-y-kien.pdf",
        }
    ],
    "proof": "/api/v1/ledger/proof?item=article%3A12",
}
