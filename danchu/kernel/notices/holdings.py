"""What the outbox holds about persons."""

from collections.abc import Iterator

from danchu.kernel.holdings import Holding, Row
from danchu.kernel.notices.models import Notification, Preference

_GROUND = (
    "Nhiệm vụ của cơ quan nhà nước: người được giao việc phải được báo việc đến hạn."
)


def _notifications(pk: int) -> Iterator[Row]:
    for one in Notification.objects.filter(reader=pk).order_by("told_at", "pk"):
        yield {
            "Tiêu đề": one.subject,
            "Nội dung": one.text,
            "Báo lúc": one.told_at,
            "Đọc lúc": one.read_at,
        }


def _preferences(pk: int) -> Iterator[Row]:
    for one in Preference.objects.filter(person=pk):
        yield {"Báo qua thư điện tử": one.by_email, "Số điện thoại": one.phone}


HOLDINGS = (
    Holding(
        table="notices.Notification",
        title="Thông báo",
        purpose="Để người có tài khoản biết việc đến hạn, quá hạn, bị trả lại.",
        ground=_GROUND,
        term="90 ngày, hoặc đến khi tài khoản bị xóa theo yêu cầu.",
        seen_by="Chỉ người được báo.",
        names={"reader": "người được báo", "text": "nội dung thông báo"},
        of=_notifications,
    ),
    Holding(
        table="notices.Preference",
        title="Cách nhận thông báo",
        purpose="Để báo việc theo cách người có tài khoản đã chọn.",
        ground="Lựa chọn của chính người đó; bỏ được bất cứ lúc nào.",
        term="Đến khi người đó bỏ số điện thoại hoặc tài khoản bị xóa theo yêu cầu.",
        seen_by="Chỉ chính người đó.",
        names={
            "person": "người chọn",
            "by_email": "có nhận qua thư điện tử không",
            "phone": "số điện thoại",
        },
        of=_preferences,
    ),
    Holding(
        table="notices.Notice",
        title="Thư gửi đi",
        purpose="Để gửi thông báo đến đúng người nhận, gửi lại khi máy chủ thư hỏng và "
        "không gửi hai lần.",
        ground="Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15; căn cứ của việc mà thư "
        "báo tin.",
        term="30 ngày kể từ khi gửi hoặc thôi gửi thì địa chỉ và nội dung bị hủy; chỉ "
        "còn tiêu đề và các thời điểm.",
        seen_by="Không ai đọc được địa chỉ và nội dung trên trang; người quản trị chỉ "
        "thấy tiêu đề, thời điểm và lý do chưa gửi được. Nội dung nằm trong cơ sở dữ "
        "liệu ở dạng mã hóa.",
        names={"contents": "địa chỉ người nhận và nội dung thư (mã hóa)"},
    ),
)
