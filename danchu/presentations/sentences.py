"""What people read when a presentation is refused."""

from danchu.kernel.errors import Sentence

SENTENCES = {
    "presentations.not_found": Sentence(
        "Liên kết trình chiếu không có, đã hết hạn hoặc đã thu hồi.",
        "Hãy xin người chủ trì liên kết mới.",
        status=404,
    ),
    "presentations.nothing_to_show": Sentence(
        "Chưa có số liệu đã duyệt nào để trình chiếu.",
        "Hãy chọn kỳ khác, hoặc chờ số liệu được duyệt.",
        status=422,
    ),
    "presentations.too_long": Sentence(
        "Liên kết trình chiếu chỉ có hiệu lực 2, 8 hoặc 24 giờ.",
        "Hãy chọn một trong các thời hạn ấy.",
        status=422,
    ),
}
