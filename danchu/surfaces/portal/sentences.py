"""What the portal refuses, in words."""

from danchu.kernel.errors import Sentence

SENTENCES = {
    "portal.unknown_dataset": Sentence(
        "Không có tệp dữ liệu “{name}”.",
        "Chọn một bảng và một dạng tệp ở trang Dữ liệu mở.",
        status=404,
    ),
}
