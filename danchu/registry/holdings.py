"""What the registry holds about persons."""

from collections.abc import Iterator

from danchu.kernel.holdings import Holding, Row
from danchu.registry.models import Invitation


def _invitations(pk: int) -> Iterator[Row]:
    for invitation in Invitation.objects.filter(user=pk):
        yield {"Mật khẩu dùng một lần còn dùng được đến": invitation.until}


HOLDINGS = (
    Holding(
        table="sessions.Session",
        title="Phiên đăng nhập",
        purpose="Để người đã đăng nhập không phải nhập mật khẩu ở mỗi trang.",
        ground="Do chính người đó đăng nhập.",
        term="12 giờ, hoặc đến khi đăng xuất. Người không đăng nhập không có phiên.",
        seen_by="Không ai; chỉ chương trình đăng nhập dùng.",
        names={
            "session_key": "mã phiên, nằm trong cookie của trình duyệt",
            "session_data": "số của tài khoản, tên đăng nhập, chức vụ đang chọn",
        },
    ),
    Holding(
        table="registry.Invitation",
        title="Lời mời",
        purpose="Để người được cấp mật khẩu dùng một lần phải đặt mật khẩu của riêng "
        "mình.",
        ground="Bảo vệ chính tài khoản đó.",
        term="Đến khi đặt mật khẩu mới; mật khẩu dùng một lần hết hạn sau 7 ngày.",
        seen_by="Không ai; chỉ chương trình đăng nhập dùng.",
        names={"user": "tài khoản nào"},
        of=_invitations,
    ),
)
