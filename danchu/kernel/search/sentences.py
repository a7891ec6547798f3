"""What people read when a search cannot be made."""

from danchu.kernel.errors import Sentence

SENTENCES = {
    "search.too_long": Sentence(
        "Câu tìm kiếm dài {length} ký tự, nhiều hơn {limit} ký tự cho phép.",
        "Hãy chỉ giữ vài từ chính, ví dụ “đối thoại Việt Lập”.",
        status=400,
    ),
    "search.unknown_kind": Sentence(
        "Không có loại “{kind}” để lọc kết quả.",
        "Hãy bỏ bộ lọc loại, hoặc chọn trong danh sách.",
        status=400,
    ),
}
