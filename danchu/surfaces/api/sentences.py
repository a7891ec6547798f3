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
    "api.sign_in": Sentence(
        "Địa chỉ này cần đăng nhập hoặc mã truy cập.",
        "Hãy gửi mã truy cập trong phần đầu “Authorization: Bearer …”; mã được cấp ở "
        "“Tôi được làm gì”, “Mã truy cập cho chương trình”.",
        status=401,
    ),
    "api.foreign_page": Sentence(
        "Yêu cầu ghi này không đến từ trang của hệ thống, nên chưa có gì được ghi.",
        "Chương trình hãy dùng mã truy cập; trang của hệ thống hãy gửi kèm mã biểu "
        "mẫu trong phần đầu “X-CSRFToken”.",
        status=403,
    ),
    "api.changed": Sentence(
        "Biểu này đã thay đổi sau bản mà yêu cầu dựa vào (If-Match), nên chưa có gì "
        "được ghi.",
        "Hãy đọc lại biểu, xem số mới rồi gửi lại kèm ETag mới.",
        status=412,
    ),
    "api.unknown_version": Sentence(
        "Không đọc được If-Match.",
        "Hãy gửi lại nguyên ETag đã nhận, trong dấu nháy kép, hoặc bỏ If-Match.",
        status=400,
    ),
    "api.no_length": Sentence(
        "Nội dung gửi lên không cho biết độ dài.",
        "Hãy gửi kèm “Content-Length”, không chia thành từng đoạn (chunked).",
        status=411,
    ),
    "api.too_large": Sentence(
        "Nội dung gửi lên lớn hơn {limit} byte.",
        "Hãy gửi ít ô hơn trong một lần; các ô không gửi giữ nguyên.",
        status=413,
    ),
    "api.not_json": Sentence(
        "Địa chỉ này chỉ nhận nội dung JSON, bảng mã UTF-8.",
        "Hãy gửi “Content-Type: application/json”.",
        status=415,
    ),
    "api.not_values": Sentence(
        "Địa chỉ này chỉ nhận nội dung JSON hoặc CSV, bảng mã UTF-8.",
        "Hãy gửi “Content-Type: application/json” hoặc “Content-Type: text/csv”.",
        status=415,
    ),
    "api.bad_values": Sentence(
        "Chưa ghi gì, vì {count} ô không ghi được: {cells}.",
        "Hãy sửa những ô nêu trong errors rồi gửi lại; gửi kèm dry_run=true để xem "
        "từng ô mà chưa ghi.",
        status=422,
    ),
    "api.sent_twice": Sentence(
        "Ô {cell} được gửi hai lần.",
        "Hãy giữ một số cho mỗi ô.",
        status=422,
    ),
    "api.key_reused": Sentence(
        "Idempotency-Key này đã dùng cho nội dung khác.",
        "Hãy dùng khóa mới cho mỗi nội dung; chỉ gửi lại khóa cũ khi gửi lại đúng nội "
        "dung ấy.",
        status=422,
    ),
    "api.bad_document": Sentence(
        "Không dùng được nội dung gửi lên: {why}.",
        "Hãy sửa rồi gửi lại; chưa có gì được ghi.",
        status=400,
    ),
    "api.bad_cells": Sentence(
        "Chưa ghi gì, vì {count} chỗ không dùng được: {cells}.",
        "Hãy sửa những chỗ nêu trong errors rồi gửi lại; ô và phần lời của biểu xem ở "
        "/api/v1/forms/{form}.",
        status=400,
    ),
    "api.written_since": Sentence(
        "Chưa ghi gì, vì {count} chỗ đã có người ghi khác với bản mà yêu cầu dựa vào "
        "(seen): {cells}.",
        "Hãy đọc lại biểu, chọn số đúng rồi gửi lại kèm seen mới.",
    ),
    "api.filing_not_begun": Sentence(
        "Biểu này chưa có ai nhập nên chưa làm được việc này.",
        "Hãy nhập số liệu trước, bằng PUT vào địa chỉ của biểu.",
    ),
    "api.failed": Sentence(
        "Hệ thống gặp sự cố khi trả lời yêu cầu này.",
        "Hãy thử lại sau ít phút; nếu vẫn gặp, xin báo người quản trị kèm giờ xảy ra.",
        status=500,
    ),
}
