"""What people read when reports refuse."""

from danchu.kernel.errors import Sentence

SENTENCES = {
    "reporting.not_found": Sentence(
        "Không tìm thấy báo cáo này.",
        "Hãy kiểm tra lại địa chỉ, hoặc chọn trong danh sách báo cáo.",
        status=404,
    ),
    "reporting.unknown_kind": Sentence(
        "Loại báo cáo không có trong danh sách.", "Chọn lại loại báo cáo.", status=422
    ),
    "reporting.exists": Sentence(
        "Kỳ này đã có báo cáo “{name}” của đơn vị.",
        "Mở báo cáo đang có trong danh sách rồi cập nhật số liệu.",
    ),
    "reporting.not_writable": Sentence(
        "Báo cáo đang ở trạng thái “{status}” nên không sửa được.",
        "Mở lại báo cáo đã duyệt để sửa; báo cáo đã công bố thì rút rồi lập mới.",
    ),
    "reporting.stale_page": Sentence(
        "Có người khác vừa lưu báo cáo này sau khi đồng chí mở trang.",
        "Mở lại báo cáo để xem bản mới, rồi làm tiếp trên bản đó.",
    ),
    "reporting.closed_since": Sentence(
        "Từ khi chốt báo cáo, có số liệu đã rút hoặc không còn công khai: {names}.",
        "Mở lại báo cáo để sửa, bấm “Cập nhật số liệu”, duyệt rồi công bố.",
    ),
    "reporting.unknown_part": Sentence(
        "Có phần viết tay không thuộc đề cương của báo cáo này.",
        "Dùng đúng tệp Word tải từ báo cáo này.",
        status=422,
    ),
    "reporting.part_too_long": Sentence(
        "Một phần viết tay dài {length} ký tự, quá {most} ký tự.",
        "Rút ngắn phần ấy, hoặc đưa vào phụ lục.",
        status=422,
    ),
    "reporting.not_word": Sentence(
        "Tệp này không đọc được như một tệp Word (.docx).",
        "Mở tệp bằng Word hoặc LibreOffice, lưu dạng .docx rồi tải lên lại.",
        status=422,
    ),
    "reporting.file_too_large": Sentence(
        "Tệp lớn quá {most} MB, hoặc giải nén ra quá lớn.",
        "Bỏ hình ảnh trong tệp rồi tải lên lại; chỉ phần viết tay được đọc.",
        status=422,
    ),
    "reporting.other_report": Sentence(
        "Tệp này được tải từ một báo cáo khác.",
        "Mở đúng báo cáo, tải tệp Word của báo cáo ấy rồi viết vào đó.",
        status=422,
    ),
    "reporting.no_parts": Sentence(
        "Trong tệp không còn phần viết tay nào.",
        "Tải lại tệp Word, viết vào trong khung có tên “Phần viết tay”.",
        status=422,
    ),
    "reporting.no_figure": Sentence(
        "Địa chỉ ngắn này không chỉ số liệu nào.",
        "Kiểm tra lại địa chỉ in trong báo cáo, hoặc tìm theo tên chỉ tiêu.",
        status=404,
    ),
    "reporting.unknown_deed": Sentence(
        "Không rõ đồng chí muốn làm gì.",
        "Mở lại trang rồi bấm nút cần dùng.",
        status=400,
    ),
    "reporting.not_a_range": Sentence(
        "Hai kỳ đã chọn không nối được với nhau.",
        "Chọn hai kỳ cùng loại (tháng, quý, 6 tháng hoặc năm), kỳ cuối sau kỳ đầu, "
        "không quá {most} kỳ.",
        status=422,
    ),
    "reporting.no_file": Sentence(
        "Chưa chọn tệp nào.", "Chọn tệp mẫu .docx rồi gửi lại.", status=400
    ),
    "reporting.no_template": Sentence(
        "Không có mẫu riêng nào để dùng cho loại báo cáo này.",
        "Đặt mẫu riêng ở trang “Mẫu báo cáo riêng”, hoặc dùng thể thức chung.",
        status=404,
    ),
    "reporting.template_too_large": Sentence(
        "Tệp mẫu lớn hơn {most} MB.",
        "Bỏ bớt hình ảnh trong mẫu, lưu lại rồi tải lên.",
        status=413,
    ),
    "reporting.template_not_word": Sentence(
        "Tệp mẫu không phải là tệp Word (.docx), hoặc có đặt mật khẩu.",
        "Mở mẫu bằng Word, bỏ mật khẩu, lưu dạng .docx rồi tải lên lại.",
        status=422,
    ),
    "reporting.template_too_heavy": Sentence(
        "Mẫu bung ra quá lớn hoặc điền quá lâu nên không dùng được.",
        "Bỏ các vòng lặp lồng nhau và hình ảnh lớn trong mẫu.",
        status=422,
    ),
    "reporting.template_unreadable": Sentence(
        "Mẫu bị hỏng hoặc sau khi điền thì Word không mở được.",
        "Mở mẫu bằng Word, lưu lại; xem thẻ mở và thẻ đóng có cùng đoạn không.",
        status=422,
    ),
    "reporting.template_faulty": Sentence(
        "Mẫu đang lưu có chỗ sai nên không điền được. {what}",
        "Sửa mẫu rồi tải lên lại ở trang “Mẫu báo cáo riêng”.",
        status=422,
    ),
}
