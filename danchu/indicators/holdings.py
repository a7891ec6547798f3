"""What figures hold about the officials who enter them."""

from collections.abc import Iterator

from danchu.indicators.models import Filing
from danchu.kernel.holdings import Holding, Row


def _about(pk: int) -> Iterator[Row]:
    rows = Filing.objects.filter(entered_by=pk, seconds_open__isnull=False)
    for filing in rows.select_related("form", "unit", "period").order_by("pk"):
        yield {
            "Biểu": f"{filing.form.code}, {filing.unit.name}, {filing.period.code}",
            "Số giây từ lúc mở đến lúc trình": filing.seconds_open,
        }


HOLDINGS = (
    Holding(
        table="indicators.Filing",
        title="Thời gian nhập một biểu",
        purpose="Để nhắc đơn vị đọc lại biểu được trình trong vòng một phút. Mỗi biểu "
        "một con số: số giây từ lúc mở biểu đến lần trình đầu; không ghi phím bấm, "
        "không ghi từng lần mở.",
        ground="Nhiệm vụ của cơ quan nhà nước: bảo đảm số liệu báo cáo đúng.",
        term="Cùng biểu. Không dùng để chấm điểm, xếp hạng hoặc đánh giá cán bộ.",
        seen_by="Đơn vị của biểu; cấp trên chỉ khi biểu trình trong vòng một phút, sau "
        "khi đơn vị trả lời hoặc sau 03 ngày làm việc.",
        names={"seconds_open": "số giây từ lúc mở đến lúc trình"},
        of=_about,
    ),
)
