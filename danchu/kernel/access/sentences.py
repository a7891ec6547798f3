"""Refusals that look like absence."""

from danchu.kernel.errors import Sentence

SENTENCES = {
    "access.forbidden": Sentence(
        "Không tìm thấy trang này.",
        "Hãy kiểm tra lại địa chỉ, hoặc tìm từ trang chủ.",
        status=404,
    ),
}
