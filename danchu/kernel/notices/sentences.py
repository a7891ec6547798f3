"""What people read when the outbox refuses."""

from danchu.kernel.errors import Sentence

SENTENCES = {
    "notices.unknown": Sentence(
        "Không có thư này, hoặc thư đã gửi xong.",
        "Hãy mở lại trang thư gửi đi để xem danh sách hiện nay.",
        status=404,
    ),
    "notices.emptied": Sentence(
        "Nội dung thư này đã bị hủy theo thời hạn, hoặc không mở được bằng khóa của "
        "máy chủ này.",
        "Hãy báo trực tiếp cho người nhận; thư tự hủy nội dung sau 30 ngày.",
    ),
}
