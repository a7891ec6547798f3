"""What programs, and the people who write them, read when a request is refused."""

from danchu.kernel.errors import Sentence

SENTENCES = {
    "api.invalid": Sentence(
        "Yêu cầu chưa đúng: {faults}.",
        "Hãy sửa các tham số đã nêu; mọi tham số được mô tả ở /api/v1/openapi.json.",
        status=400,
    ),
    "api.not_found": Sentence(
        "Không có gì ở địa chỉ này.",
        "Hãy xem các địa chỉ ở /api/v1/openapi.json.",
        status=404,
    ),
    "api.method_not_allowed": Sentence(
        "Địa chỉ này không nhận phương thức {method}.",
        "Hãy dùng một trong các phương thức: {allowed}.",
        status=405,
    ),
    "api.too_many_parts": Sentence(
        "Số liệu này chia thành {parts} phần, nhiều hơn {limit} phần cho phép.",
        "Hãy hỏi từng tỉnh bằng within, hoặc chia theo cấp cao hơn bằng by.",
        status=400,
    ),
    "api.failed": Sentence(
        "Hệ thống gặp sự cố khi trả lời yêu cầu này.",
        "Hãy thử lại sau ít phút; nếu vẫn gặp, xin báo người quản trị kèm giờ xảy ra.",
        status=500,
    ),
}
