"""What the portal refuses, in words."""

from danchu.kernel.errors import Sentence

SENTENCES = {
    "portal.unknown_place": Sentence(
        "Không có nơi nào tên là “{text}” để tìm trong đó.",
        "Hãy kiểm tra tên ở ô “Trong địa phương”, hoặc để trống ô ấy.",
        status=400,
    ),
    "portal.unknown_place_compared": Sentence(
        "Không có nơi nào tên là “{text}” để so sánh.",
        "Hãy kiểm tra tên hoặc mã vừa gõ rồi thêm lại.",
        status=400,
    ),
    "portal.too_many_places": Sentence(
        "Đã đủ {most} nơi, không thêm được nữa.",
        "Hãy bỏ ra một nơi rồi thêm nơi khác.",
        status=400,
    ),
    "portal.unknown_year": Sentence(
        "“{text}” không phải là một năm.",
        "Hãy chọn năm trong danh sách, ví dụ 2026.",
        status=400,
    ),
    "portal.unknown_dataset": Sentence(
        "Không có tệp dữ liệu “{name}”.",
        "Chọn một bảng và một dạng tệp ở trang Dữ liệu mở.",
        status=404,
    ),
    "portal.too_many_downloads": Sentence(
        "Đang có nhiều người tải dữ liệu cùng lúc.",
        "Thử lại sau một phút, hoặc chỉ tải một địa phương, một kỳ.",
        status=503,
    ),
    "portal.too_many_rows": Sentence(
        "Tệp XLSX chỉ chứa được {most} dòng, phần được hỏi có nhiều hơn.",
        "Chọn một địa phương hoặc một kỳ, hoặc tải dạng CSV.",
        status=400,
    ),
}
