"""What people read when a clock refuses."""

from danchu.kernel.errors import Sentence

SENTENCES = {
    "deadlines.already_running": Sentence(
        "Thời hạn “{label}” của hồ sơ này đang được tính.",
        "Không cần bắt đầu lại; nếu muốn đổi hạn, hãy gia hạn và ghi lý do.",
    ),
    "deadlines.not_running": Sentence(
        "Hồ sơ này không có thời hạn “{label}” nào đang được tính.",
        "Hãy tải lại trang: có thể việc đã được xử lý xong.",
    ),
    "deadlines.already_paused": Sentence(
        "Thời hạn “{label}” đã tạm dừng từ {since:%d/%m/%Y}.",
        "Không cần tạm dừng lần nữa; hãy tiếp tục khi có quyết định tiếp tục.",
    ),
    "deadlines.not_paused": Sentence(
        "Thời hạn “{label}” đang được tính, không ở trạng thái tạm dừng.",
        "Hãy tải lại trang để xem tình trạng mới nhất.",
    ),
    "deadlines.cannot_pause": Sentence(
        "Thời hạn “{label}” tính ngược từ ngày diễn ra nên không tạm dừng được.",
        "Nếu sự kiện bị hoãn, hãy đổi ngày diễn ra.",
    ),
    "deadlines.extends_backwards": Sentence(
        "Ngày gia hạn {asked:%d/%m/%Y} không muộn hơn hạn hiện nay {due:%d/%m/%Y}.",
        "Hãy chọn một ngày muộn hơn hạn hiện nay.",
        status=422,
    ),
    "deadlines.rule_is_not_a_term": Sentence(
        "Quy định {of} không phải là một thời hạn tính từ một ngày.",
        "Hãy báo người quản trị: thời hạn “{label}” dẫn nhầm quy định.",
    ),
    "deadlines.reason_missing": Sentence(
        "Chưa ghi căn cứ của ngày nghỉ, ngày làm bù.",
        "Hãy ghi số và ngày của thông báo, ví dụ thông báo hoán đổi ngày làm việc.",
        status=422,
    ),
}
