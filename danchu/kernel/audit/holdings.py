"""What history holds about persons."""

from collections.abc import Iterator

from danchu.kernel.audit.queries import personal_facts_about
from danchu.kernel.holdings import Holding, Row

_NAMES = {
    "username": "Tên đăng nhập",
    "full_name": "Họ và tên",
    "name": "Mã truy cập dùng vào việc",
    "full_name_before": "Họ và tên trước khi sửa",
    "email_before": "Thư điện tử trước khi sửa",
}


def _about(pk: int) -> Iterator[Row]:
    for row in personal_facts_about(pk):
        yield {_NAMES.get(name, name): value for name, value in row.items()}


HOLDINGS = (
    Holding(
        table="audit.EventPersonal",
        title="Phần riêng tư của lịch sử",
        purpose="Để người có trách nhiệm kiểm tra lại được một việc đã ghi tên ai.",
        ground="Nhiệm vụ của cơ quan nhà nước: mọi thay đổi phải kiểm tra lại được.",
        term="Đến khi bị xóa theo yêu cầu; bản thân lịch sử không chứa tên, chỉ còn "
        "ghi rằng đã có việc ấy.",
        seen_by="Không hiện trên trang nào; chỉ chính người đó xem được phần của mình.",
        names={"facts": "họ tên, tên đăng nhập lúc mở tài khoản; tên mã truy cập"},
        of=_about,
    ),
)
