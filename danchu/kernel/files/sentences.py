"""What people read when a file is refused."""

from danchu.kernel.errors import Sentence

_FIT = "Chọn tệp PDF, DOCX, XLSX, ảnh PNG hoặc JPEG."

SENTENCES = {
    "files.not_found": Sentence(
        "Không tìm thấy tệp này.",
        "Hãy kiểm tra lại địa chỉ, hoặc mở bài có đính kèm tệp.",
        status=404,
    ),
    "files.empty": Sentence(
        "Tệp không có nội dung.", "Kiểm tra lại tệp trên máy rồi chọn lại.", status=422
    ),
    "files.too_large": Sentence(
        "Tệp lớn hơn {most} MB nên không nhận.",
        "Giảm dung lượng hoặc tách thành nhiều tệp rồi đính kèm lại.",
        status=413,
    ),
    "files.too_many": Sentence(
        "Đã đủ {most} tệp, không đính kèm thêm được.",
        "Bỏ bớt tệp không cần, hoặc gộp nhiều tệp làm một.",
        status=422,
    ),
    "files.unknown_type": Sentence(
        "Không nhận loại tệp này.",
        f"{_FIT} Trang web, ảnh SVG và tệp chạy được thì không nhận.",
        status=422,
    ),
    "files.name_differs": Sentence(
        "Tên tệp nói là “{said}” nhưng nội dung là {found}.",
        "Đặt lại đuôi tên tệp cho đúng nội dung, hoặc chọn đúng tệp, rồi đính kèm lại.",
        status=422,
    ),
    "files.broken": Sentence(
        "Tệp bị hỏng, hoặc có nội dung khác nối vào.",
        "Mở tệp bằng phần mềm đã tạo ra nó, lưu thành tệp mới rồi đính kèm lại.",
        status=422,
    ),
    "files.swells": Sentence(
        "Tệp mở ra lớn gấp nhiều lần lúc gửi nên không nhận.",
        "Giảm nội dung của tệp, hoặc giảm kích thước ảnh, rồi đính kèm lại.",
        status=422,
    ),
    "files.active": Sentence(
        "Tệp có phần tự chạy hoặc tệp khác nhúng bên trong nên không nhận.",
        "Lưu thành tệp không có macro, không có tệp nhúng; hoặc xuất ra PDF.",
        status=422,
    ),
    "files.locked": Sentence(
        "Tệp đặt mật khẩu nên không nhận.",
        "Bỏ mật khẩu của tệp rồi đính kèm lại.",
        status=422,
    ),
    "files.same": Sentence(
        "Tệp này đã được đính kèm, với tên “{title}”.",
        "Nếu muốn đổi tên, bỏ tệp cũ rồi đính kèm lại.",
    ),
}
