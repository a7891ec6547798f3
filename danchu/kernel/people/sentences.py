"""What people read when they cannot sign in."""

from danchu.kernel.errors import Sentence

SENTENCES = {
    "people.wait": Sentence(
        "Tài khoản này vừa đăng nhập sai {failures} lần nên tạm khóa {wait}.",
        "Hãy thử lại sau {wait}; nếu quên mật khẩu, liên hệ người quản trị của tỉnh.",
        status=429,
    ),
}
