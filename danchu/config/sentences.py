"""What is said about requests that never reach a page."""

from danchu.kernel.errors import Sentence

SENTENCES = {
    "http.bad_host": Sentence(
        "Tên máy chủ trong yêu cầu không phải là tên của hệ thống này.",
        "Hãy mở lại bằng đúng địa chỉ được cung cấp; người quản trị kiểm tra "
        "PUBLIC_URL và cấu hình máy chủ trung gian.",
        400,
    ),
    "http.bad_request": Sentence(
        "Không đọc được yêu cầu này.",
        "Hãy quay lại trang trước, tải lại rồi thử lần nữa.",
        400,
    ),
    "http.not_found": Sentence(
        "Không tìm thấy trang này.",
        "Hãy kiểm tra lại địa chỉ, hoặc tìm từ trang chủ.",
        404,
    ),
    "http.csrf": Sentence(
        "Biểu mẫu đã hết hạn hoặc không được gửi từ trang của hệ thống, nên chưa có "
        "gì được ghi lại.",
        "Hãy quay lại trang trước, tải lại rồi gửi lần nữa; trình duyệt cần cho phép "
        "cookie.",
        403,
    ),
    "http.server_error": Sentence(
        "Hệ thống gặp sự cố khi xử lý yêu cầu này.",
        "Hãy thử lại sau ít phút; nếu vẫn gặp, xin báo người quản trị kèm giờ xảy ra.",
        500,
    ),
}
