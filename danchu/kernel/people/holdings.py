"""What accounts, posts and tokens hold about persons."""

from collections.abc import Iterator

from danchu.kernel.holdings import Holding, Row
from danchu.kernel.people.models import AccessToken, Post, User

_IDENTIFIED = (
    "Nhiệm vụ của cơ quan nhà nước: việc làm trong hệ thống phải biết ai làm, với chức "
    "vụ nào."
)
_UNTIL_ERASED = "Từ khi mở tài khoản đến khi tài khoản bị xóa theo yêu cầu."


def _account(pk: int) -> Iterator[Row]:
    for user in User.objects.filter(pk=pk):
        yield {
            "Tên đăng nhập": user.username,
            "Họ và tên": user.full_name,
            "Thư điện tử": user.email,
            "Mở ngày": user.date_joined,
            "Đăng nhập gần nhất": user.last_login,
            "Còn dùng được": user.is_active,
        }


def _posts(pk: int) -> Iterator[Row]:
    held = Post.objects.filter(user=pk).select_related("unit")
    for post in held.order_by("valid_from", "pk"):
        yield {
            "Đơn vị": post.unit.name,
            "Chức danh": post.called,
            "Từ ngày": post.valid_from,
            "Đến hết ngày": post.valid_to,
        }


def _tokens(pk: int) -> Iterator[Row]:
    for token in AccessToken.objects.filter(post__user=pk).order_by("pk"):
        yield {
            "Dùng vào việc": token.name,
            "Bốn chữ cuối": token.hint,
            "Cấp lúc": token.made_at,
            "Dùng đến hết ngày": token.expires_on,
            "Dùng gần nhất": token.last_used_on,
            "Thu hồi lúc": token.revoked_at,
        }


HOLDINGS = (
    Holding(
        table="people.User",
        title="Tài khoản",
        purpose="Để người có tài khoản đăng nhập, và để hồ sơ ghi đúng ai đã làm.",
        ground=_IDENTIFIED,
        term=_UNTIL_ERASED,
        seen_by="Chính người đó, người quản trị của đơn vị hoặc cấp trên, và người xem "
        "được lịch sử hồ sơ mà người đó đã xử lý (chỉ thấy họ tên).",
        names={
            "username": "tên đăng nhập",
            "email": "thư điện tử",
            "password": "mật khẩu (chỉ giữ dấu vết đã mã hóa một chiều)",
            "last_login": "lần đăng nhập gần nhất",
        },
        of=_account,
    ),
    Holding(
        table="people.Post",
        title="Chức vụ",
        purpose="Để biết ai được làm gì, ở đơn vị nào, từ ngày nào đến ngày nào.",
        ground=_IDENTIFIED,
        term="Lâu dài, vì hồ sơ cũ phải cho biết việc được làm với chức vụ nào; khi "
        "tài khoản bị xóa thì không còn biết chức vụ ấy của ai.",
        seen_by="Chính người đó và người quản trị của đơn vị hoặc cấp trên.",
        names={"user": "ai giữ chức vụ"},
        of=_posts,
    ),
    Holding(
        table="people.AccessToken",
        title="Mã truy cập cho chương trình",
        purpose="Để phần mềm khác làm việc thay một chức vụ, khi người giữ chức vụ cho "
        "phép.",
        ground="Do chính người giữ chức vụ tạo ra.",
        term="Mã dùng nhiều nhất 366 ngày; dòng ghi mã còn lại để tra cứu lịch sử, lời "
        "ghi “dùng vào việc” bị xóa cùng tài khoản.",
        seen_by="Chính người đó.",
        of=_tokens,
    ),
    Holding(
        table="people.SignInCounter",
        title="Số lần đăng nhập sai",
        purpose="Để chặn người dò mật khẩu của tài khoản.",
        ground="Bảo vệ chính tài khoản đó.",
        term="12 giờ kể từ lần sai gần nhất thì không còn tính; bị xóa khi đăng nhập "
        "đúng, hoặc khi có dòng mới cần chỗ.",
        seen_by="Không ai; chỉ chương trình đăng nhập dùng.",
    ),
)
