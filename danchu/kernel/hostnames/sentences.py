"""What people read when a name cannot be given or taken back."""

from danchu.kernel.errors import Sentence

SENTENCES = {
    "hostnames.not_a_name": Sentence(
        "“{name}” không phải là một tên miền.",
        "Hãy ghi tên miền đầy đủ, không kèm https:// và dấu gạch chéo, ví dụ "
        "danchu.tanyen.bacninh.gov.vn.",
        status=422,
    ),
    "hostnames.ours": Sentence(
        "“{name}” là tên miền của cổng chung.",
        "Hãy ghi một tên miền khác, dành riêng cho địa phương.",
        status=422,
    ),
    "hostnames.taken": Sentence(
        "Tên miền “{name}” đang dùng cho một địa phương khác hoặc chính nơi này.",
        "Hãy thu hồi ở nơi đang dùng trước, rồi giao lại.",
        status=422,
    ),
    "hostnames.not_a_bearer": Sentence(
        "“{unit}” không nhận được tên miền riêng.",
        "Tên miền riêng dành cho tỉnh, xã, phường, đặc khu đang tồn tại.",
    ),
    "hostnames.not_there": Sentence(
        "Không tìm thấy tên miền này, hoặc đã thu hồi rồi.",
        "Hãy mở lại danh sách tên miền của đơn vị.",
        status=404,
    ),
}
