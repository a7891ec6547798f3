"""What the log of publications holds about persons."""

from danchu.kernel.holdings import Holding

HOLDINGS = (
    Holding(
        table="ledger.Opening",
        title="Nội dung đã công bố",
        purpose="Để ai cũng kiểm chứng được điều đã công bố không bị sửa về sau.",
        ground="Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15 và Luật Tiếp cận thông "
        "tin số 104/2016/QH13: thông tin phải công khai.",
        term="Đến hết thời hạn công khai, hoặc đến khi bị xóa theo yêu cầu; sau đó sổ "
        "chỉ còn chứng minh rằng đã có một mục và đã bị hủy.",
        seen_by="Mọi người, như lúc công bố. Số liệu tổng hợp không ghi tên người nào.",
        names={"face": "nội dung đã công bố, nếu có tên người"},
    ),
)
