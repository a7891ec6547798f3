"""What people read when the outbox refuses."""

from danchu.kernel.errors import Sentence

SENTENCES = {
    "notices.no_phone": Sentence(
        "“{text}” không phải là số điện thoại ở Việt Nam.",
        "Hãy ghi đủ 10 chữ số, ví dụ 0912 345 678, hoặc để trống.",
        status=400,
    ),
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
