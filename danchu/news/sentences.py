"""What people read when news refuse."""

from danchu.kernel.errors import Sentence

SENTENCES = {
    "news.not_found": Sentence(
        "Không tìm thấy bài này.",
        "Hãy kiểm tra lại địa chỉ, hoặc tìm từ trang tin tức.",
        status=404,
    ),
    "news.unknown_deed": Sentence(
        "Không rõ đồng chí muốn làm gì.",
        "Mở lại trang rồi bấm nút cần dùng.",
        status=400,
    ),
    "news.title_missing": Sentence(
        "Bài chưa có tiêu đề.", "Ghi tiêu đề rồi lưu lại.", status=422
    ),
    "news.text_too_long": Sentence(
        "{what} dài {length} ký tự, quá {most} ký tự.",
        "Rút ngắn, hoặc tách thành nhiều bài rồi lưu lại.",
        status=422,
    ),
    "news.unknown_choice": Sentence(
        "Loại, chuyên mục hoặc ngôn ngữ không có trong danh sách.",
        "Chọn lại trong danh sách.",
        status=422,
    ),
    "news.not_writable": Sentence(
        "Bài đang ở trạng thái “{status}” nên không sửa được.",
        "Bài chờ duyệt thì đề nghị lãnh đạo trả lại; bài đã đăng thì đính chính.",
    ),
    "news.stale_page": Sentence(
        "Có người khác vừa lưu bài này sau khi đồng chí mở trang.",
        "Mở lại bài để xem bản mới, rồi chép phần đồng chí viết vào đó.",
    ),
    "news.incomplete": Sentence(
        "Bài còn thiếu tóm tắt hoặc nội dung.",
        "Viết đủ tóm tắt và nội dung rồi trình duyệt.",
    ),
    "news.own_text": Sentence(
        "Người soạn không tự duyệt bài của mình.",
        "Đề nghị một lãnh đạo khác của đơn vị duyệt.",
    ),
    "news.not_published": Sentence(
        "Bài chưa đăng hoặc đã rút nên không đính chính được.",
        "Bài chưa đăng thì sửa trực tiếp; bài đã rút thì soạn bài mới.",
    ),
    "news.correction_missing": Sentence(
        "Chưa ghi đính chính điều gì.",
        "Ghi ngắn gọn điều được sửa; mọi người sẽ đọc được, nên không nêu tên người.",
        status=422,
    ),
    "news.nothing_corrected": Sentence(
        "Nội dung chưa thay đổi gì so với bản đang đăng.",
        "Sửa nội dung rồi đăng bản đính chính.",
        status=422,
    ),
    "news.comment_empty": Sentence(
        "Chưa có tên người gửi hoặc chưa có ý kiến.",
        "Ghi tên và ý kiến rồi gửi lại.",
        status=422,
    ),
    "news.slow_queue_full": Sentence(
        "Trình duyệt của bạn chưa bật JavaScript, nên ý kiến đi vào hàng chờ riêng; "
        "hàng chờ này của bài đã đủ số ý kiến nhận trong một giờ.",
        "Bạn giữ lại ý kiến và gửi sau một giờ, hoặc bật JavaScript rồi gửi ngay.",
        status=429,
    ),
    "news.too_many_comments": Sentence(
        "Trong một giờ qua bài này đã nhận rất nhiều ý kiến.",
        "Bạn giữ lại ý kiến và gửi sau một giờ.",
        status=429,
    ),
    "news.too_many_waiting": Sentence(
        "Bài này đang có quá nhiều ý kiến chờ đơn vị đọc.",
        "Bạn giữ lại ý kiến và gửi vào ngày khác, hoặc gửi trực tiếp đến đơn vị.",
        status=429,
    ),
}
