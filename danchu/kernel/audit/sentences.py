"""What people read when history refuses."""

from danchu.kernel.errors import Sentence

SENTENCES = {
    "audit.nothing_to_erase": Sentence(
        "Sự kiện này không có, hoặc không còn, phần dữ liệu cá nhân để xóa.",
        "Không cần làm gì thêm; lần xóa trước, nếu có, đã được ghi trong lịch sử.",
        status=404,
    ),
    "audit.ground_missing": Sentence(
        "Chưa ghi căn cứ xóa dữ liệu cá nhân.",
        "Hãy ghi căn cứ, ví dụ yêu cầu của chủ thể dữ liệu và ngày nhận yêu cầu.",
    ),
}
