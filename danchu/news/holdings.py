"""What news hold about readers who say something."""

from danchu.kernel.holdings import Holding

HOLDINGS = (
    Holding(
        table="news.Comment",
        title="Ý kiến bạn đọc dưới tin, bài",
        purpose="Để đăng dưới bài sau khi đơn vị đã đọc, và để trả lời người gửi.",
        ground="Người gửi tự nguyện cung cấp; Luật Thực hiện dân chủ ở cơ sở số "
        "10/2022/QH15 về quyền bàn và tham gia ý kiến.",
        term="Tên và lời được giữ cùng bài; địa chỉ thư điện tử tự xóa sau 90 ngày.",
        seen_by="Ý kiến đã đăng: mọi người. Ý kiến chờ duyệt và địa chỉ thư: chỉ cán "
        "bộ phụ trách tin, bài của chính đơn vị; địa chỉ ở dạng mã hóa.",
        names={"sealed_email": "thư điện tử (mã hóa)"},
    ),
)
