"""What people read when a thing cannot move."""

from danchu.kernel.errors import Sentence

SENTENCES = {
    "workflow.no_such_step": Sentence(
        "Hồ sơ đang ở bước khác với bước trên màn hình: "
        "có thể người khác vừa xử lý xong.",
        "Hãy tải lại trang để xem tình trạng mới nhất.",
    ),
    "workflow.already_finished": Sentence(
        "Hồ sơ đã kết thúc và không mở lại được.",
        "Nếu cần xử lý tiếp, hãy lập hồ sơ mới.",
    ),
    "workflow.reason_missing": Sentence(
        "Chưa ghi lý do cho việc “{action}”.",
        "Hãy ghi lý do: người nhận và lịch sử hồ sơ đều cần biết vì sao.",
        status=422,
    ),
}
