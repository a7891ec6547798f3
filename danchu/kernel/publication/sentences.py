"""What publication refuses, in words."""

from danchu.kernel.errors import Sentence

SENTENCES = {
    "publication.reason_missing": Sentence(
        "Chưa nêu lý do rút hoặc hủy nội dung đã công bố.",
        "Ghi lý do ngắn gọn; mọi người sẽ đọc được lý do này, nên không nêu tên người.",
    ),
    "publication.reason_too_long": Sentence(
        "Lý do dài hơn {most} ký tự.",
        "Rút ngắn lý do rồi gửi lại.",
    ),
}
