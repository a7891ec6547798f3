"""What people read when a period is not one."""

from danchu.kernel.errors import Sentence

SENTENCES = {
    "periods.unknown": Sentence(
        "Không có kỳ báo cáo mang mã “{code}”.",
        "Hãy ghi mã kỳ như 2026-07 (tháng), 2026Q3 (quý), 2026H1 (6 tháng), "
        "2026-9M (9 tháng), 2026 (năm); thêm chữ a cho kỳ từ ngày 15 đến ngày 14.",
        status=404,
    ),
    "periods.window_stands_alone": Sentence(
        "Đợt “{code}” không so sánh và không cộng được với kỳ nào khác.",
        "Hãy chọn kỳ tháng, quý, 6 tháng, 9 tháng hoặc năm.",
        status=422,
    ),
    "periods.ends_before_it_begins": Sentence(
        "Ngày kết thúc {end:%d/%m/%Y} đứng trước ngày bắt đầu {start:%d/%m/%Y}.",
        "Hãy sửa lại hai ngày của đợt.",
        status=422,
    ),
    "periods.name_taken": Sentence(
        "Đợt “{code}” đã có, từ {start:%d/%m/%Y} đến {end:%d/%m/%Y}.",
        "Hãy đặt tên khác cho đợt mới; số liệu đã dẫn đợt cũ nên không đổi ngày được.",
    ),
}
