"""What the outbox holds about persons."""

from danchu.kernel.holdings import Holding

HOLDINGS = (
    Holding(
        table="notices.Notice",
        title="Thư gửi đi",
        purpose="Để gửi thông báo đến đúng người nhận, gửi lại khi máy chủ thư hỏng và "
        "không gửi hai lần.",
        ground="Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15; căn cứ của việc mà thư "
        "báo tin.",
        term="30 ngày kể từ khi gửi hoặc thôi gửi thì địa chỉ và nội dung bị hủy; chỉ "
        "còn tiêu đề và các thời điểm.",
        seen_by="Không ai đọc được địa chỉ và nội dung trên trang; người quản trị chỉ "
        "thấy tiêu đề, thời điểm và lý do chưa gửi được. Nội dung nằm trong cơ sở dữ "
        "liệu ở dạng mã hóa.",
        names={"contents": "địa chỉ người nhận và nội dung thư (mã hóa)"},
    ),
)
