"""What people read when the desk of personal data refuses."""

from danchu.kernel.errors import Sentence

SENTENCES = {
    "privacy.nobody_answers": Sentence(
        "“{unit}” chưa có người nhận yêu cầu về dữ liệu cá nhân trên hệ thống này.",
        "Hãy chọn đơn vị cấp trên trực tiếp, hoặc gửi yêu cầu bằng giấy đến trụ sở.",
        status=422,
    ),
    "privacy.too_many": Sentence(
        "Hôm nay “{unit}” đã nhận quá nhiều yêu cầu qua mạng.",
        "Hãy gửi lại vào ngày mai, hoặc đến trụ sở; thời hạn trả lời không thay đổi.",
        status=429,
    ),
    "privacy.text_missing": Sentence(
        "Chưa ghi {what}.",
        "Hãy ghi đủ họ tên, cách liên hệ và điều yêu cầu.",
        status=422,
    ),
    "privacy.answer_missing": Sentence(
        "Chưa ghi nội dung trả lời cho người yêu cầu.",
        "Hãy viết câu trả lời: người yêu cầu đọc bằng mã theo dõi.",
        status=422,
    ),
    "privacy.refusal_missing": Sentence(
        "Chưa chọn lý do từ chối.",
        "Hãy chọn một lý do và giải thích cho người yêu cầu.",
        status=422,
    ),
    "privacy.not_found": Sentence(
        "Không có yêu cầu nào mang mã này.",
        "Hãy kiểm tra lại từng nhóm bốn chữ của mã đã được cấp lúc gửi yêu cầu.",
        status=404,
    ),
    "privacy.still_open": Sentence(
        "Yêu cầu này chưa được trả lời nên chưa hủy được nội dung.",
        "Hãy trả lời hoặc từ chối yêu cầu trước.",
    ),
    "privacy.not_asked": Sentence(
        "Chỉ sửa, xóa dữ liệu theo đúng một yêu cầu sửa, xóa đã xác minh.",
        "Hãy mở hồ sơ của yêu cầu ấy và xác minh người yêu cầu.",
    ),
    "privacy.nothing_changed": Sentence(
        "Điều vừa ghi giống hệt điều đang giữ, không có gì để sửa.",
        "Hãy ghi họ tên hoặc thư điện tử đúng, rồi bấm lại.",
        status=422,
    ),
    "privacy.nothing_found": Sentence(
        "Không tìm thấy mục nào như vậy.",
        "Hãy kiểm tra lại mã mục hoặc tên đăng nhập.",
        status=422,
    ),
    "privacy.not_oneself": Sentence(
        "Không ai tự sửa, tự xóa tài khoản của mình ở đây.",
        "Hãy nhờ lãnh đạo khác của đơn vị hoặc của cấp trên.",
    ),
    "privacy.unknown_deed": Sentence(
        "Không hiểu việc vừa bấm.", "Hãy tải lại trang rồi thử lại.", status=400
    ),
}
