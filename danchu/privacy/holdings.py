"""What the desk itself holds about persons who ask."""

from collections.abc import Iterator

from danchu.kernel.holdings import Holding, Row
from danchu.privacy.models import DataRequest
from danchu.privacy.sealing import answer_of, contents_of


def _requests(pk: int) -> Iterator[Row]:
    asked = DataRequest.objects.filter(account=pk).select_related("dossier__unit")
    for one in asked.order_by("received_at", "pk"):
        contents = contents_of(one)
        yield {
            "Yêu cầu": one.kind_name,
            "Gửi tới": one.dossier.unit.name,
            "Nhận lúc": one.received_at,
            "Tình trạng": one.status_name,
            "Họ và tên": contents.name if contents else "",
            "Cách liên hệ": contents.contact if contents else "",
            "Điều yêu cầu": contents.wish if contents else "",
            "Trả lời": answer_of(one),
        }


HOLDINGS = (
    Holding(
        table="privacy.DataRequest",
        title="Yêu cầu về dữ liệu cá nhân",
        purpose="Để trả lời người yêu cầu và chứng minh đã trả lời đúng hạn.",
        ground="Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15.",
        term="12 tháng kể từ ngày trả lời thì nội dung bị hủy; chỉ còn lại loại yêu "
        "cầu, ngày nhận, ngày trả lời.",
        seen_by="Lãnh đạo và cán bộ tiếp công dân của chính đơn vị nhận yêu cầu; cấp "
        "trên không xem được. Nội dung nằm trong cơ sở dữ liệu ở dạng mã hóa.",
        names={"contents": "họ tên, cách liên hệ và điều yêu cầu (mã hóa)"},
        of=_requests,
    ),
)
