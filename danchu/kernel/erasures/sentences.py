"""What people read when something cannot be erased."""

from danchu.kernel.errors import Sentence

SENTENCES = {
    "erasures.unknown_kind": Sentence(
        "Hệ thống không biết cách xóa loại dữ liệu này.",
        "Hãy chọn một loại trong danh sách.",
        status=422,
    ),
    "erasures.ground_missing": Sentence(
        "Chưa ghi căn cứ xóa, hoặc căn cứ quá dài.",
        "Hãy ghi căn cứ trong 500 chữ, không nêu tên ai.",
        status=422,
    ),
    "erasures.nothing_there": Sentence(
        "Không còn gì để xóa ở mục này.",
        "Hãy kiểm tra lại: có thể người khác vừa xóa xong.",
    ),
}
