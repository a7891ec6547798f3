"""What the articles for show say; places are real, everything that happens is not."""

from dataclasses import dataclass

from danchu.news.rules.articles import Category, Kind, Status
from danchu.news.services import Said

_NOTE = "\n\n*Bài minh họa của bản trình diễn; sự việc và con số trong bài là hư cấu.*"


@dataclass(frozen=True)
class Text:
    """One article: whose, under which head, how far it is, and its words."""

    place: str
    kind: Kind
    category: Category
    hours_ago: int
    title: str
    summary: str
    words: str
    status: Status = Status.PUBLISHED

    @property
    def body(self) -> str:
        """The words, and that they are invented."""
        return self.words.strip() + _NOTE


@dataclass(frozen=True)
class Change:
    """What happens to one of them after it was published."""

    title: str
    why: str
    wrong: str = ""
    right: str = ""


_ROAD = Text(
    "Tân Yên",
    Kind.NEWS,
    Category.DISCUSS,
    30,
    "Xã Tân Yên lấy ý kiến Nhân dân về mở rộng đường thôn Đồng Cờ",
    "Mỗi hộ trong thôn nhận một phiếu về ba phương án; kết quả được niêm yết tại nhà "
    "văn hóa thôn và đăng trên trang này.",
    """
Ủy ban nhân dân xã Tân Yên đưa ra lấy ý kiến ba phương án mở rộng đường thôn Đồng Cờ, \
đoạn từ nhà văn hóa thôn đến trạm bơm, dài 640 mét.

## Ba phương án

| Phương án | Mặt đường | Dự kiến Nhân dân góp |
|---|---|---|
| Một | 3,5 mét | ngày công |
| Hai | 4,0 mét | ngày công, hiến đất |
| Ba | 5,0 mét | ngày công, hiến đất, 1,2 triệu đồng mỗi hộ |

## Bà con làm gì

1. Nhận phiếu do trưởng thôn phát tận nhà.
2. Đọc bản vẽ niêm yết ở nhà văn hóa thôn; ai chưa rõ thì hỏi công chức địa chính – \
xây dựng vào **sáng thứ Ba và thứ Năm**.
3. Bỏ phiếu vào hòm đặt tại nhà văn hóa thôn trước ngày họp.

Cuộc họp thôn để kiểm phiếu diễn ra lúc 19 giờ 30 thứ Sáu tuần này. Biên bản kiểm \
phiếu được niêm yết ngay sáng hôm sau.

> Không phương án nào được chọn nếu chưa quá nửa số hộ trong thôn tán thành.
""",
)
_FRUIT = Text(
    "Phúc Hòa",
    Kind.NEWS,
    Category.ACTIVITY,
    60,
    "Xã Phúc Hòa đối thoại với các hộ trồng vải về điểm tập kết rác sau thu hoạch",
    "Buổi đối thoại ghi nhận chín ý kiến; xã trả lời tại chỗ sáu ý kiến.",
    """
Tại buổi đối thoại, các hộ trồng vải đề nghị xã bố trí thêm điểm tập kết cành, lá sau \
thu hoạch, cách khu dân cư ít nhất 200 mét.

Xã sẽ khảo sát hai vị trí và thông báo kết quả tại cuộc họp thôn gần nhất.
""",
)

TEXTS = (
    Text(
        "Bắc Ninh",
        Kind.DOCUMENT,
        Category.OUTREACH,
        150,
        "Năm điều người dân nên biết về Luật Thực hiện dân chủ ở cơ sở",
        "Tài liệu hỏi – đáp ngắn dùng cho sinh hoạt thôn, tổ dân phố: được biết gì, "
        "được bàn gì, xem ở đâu, hỏi ai.",
        """
Luật số 10/2022/QH15 có hiệu lực từ ngày 01/7/2023. Tài liệu này tóm tắt năm điều hay \
được hỏi nhất; khi cần dẫn chiếu, hãy đọc nguyên văn luật.

## Luật nói về những việc gì?

Về quyền của người dân được **biết**, được **bàn**, được **làm**, được **kiểm tra**, \
được **giám sát** và được **thụ hưởng** ở nơi mình sống và làm việc.

## Xem thông tin xã công khai ở đâu?

- Bảng tin ở trụ sở xã và nhà văn hóa thôn;
- Trang thông tin của xã, hệ thống loa truyền thanh;
- Ngay trên hệ thống này, ở trang của từng xã, phường.

## Ai được bàn và quyết định việc của thôn?

Các hộ trong thôn, tại cuộc họp hoặc bằng phiếu. Việc gì phải bàn, tỷ lệ tán thành bao \
nhiêu thì luật quy định cho từng loại việc.

## Ban Thanh tra nhân dân do ai bầu?

Do các hộ ở thôn, tổ dân phố bầu ra, giúp bà con giám sát việc thực hiện chính sách và \
giải quyết kiến nghị ở xã.

## Muốn góp ý thì làm thế nào?

Nói tại cuộc họp thôn, gửi văn bản đến xã, hoặc gửi ý kiến dưới mỗi bài đăng ở đây.
""",
    ),
    Text(
        "Nhã Nam",
        Kind.NEWS,
        Category.INSPECT,
        100,
        "Ban Giám sát đầu tư của cộng đồng xã Nhã Nam kiểm tra tuyến mương nội đồng",
        "Đoàn đo lại chiều dày đáy mương ở bốn đoạn, đề nghị đơn vị thi công làm lại "
        "một đoạn dài 18 mét.",
        """
Sáng thứ Hai, Ban Giám sát đầu tư của cộng đồng xã Nhã Nam cùng đại diện hai thôn đi \
kiểm tra tuyến mương nội đồng đang thi công.

## Kết quả

- **Ba đoạn** đạt chiều dày theo thiết kế;
- **Một đoạn** dài 18 mét mỏng hơn thiết kế, đơn vị thi công nhận làm lại trong \
bảy ngày;
- Vật liệu rơi vãi trên đường ra đồng đã được dọn ngay trong buổi sáng.

Biên bản kiểm tra được niêm yết tại nhà văn hóa hai thôn. Ban sẽ quay lại kiểm tra \
đoạn làm lại vào tuần sau và báo kết quả tại trang này.
""",
    ),
    _FRUIT,
    Text(
        "Tân Yên",
        Kind.DOCUMENT,
        Category.GUIDANCE,
        46,
        "Cách đọc bảng công khai thu, chi quỹ thôn",
        "Bốn cột của bảng cho biết gì, và hỏi ai khi thấy số chưa khớp.",
        """
Bảng công khai thu, chi niêm yết ở nhà văn hóa thôn có bốn cột.

| Cột | Cho biết |
|---|---|
| Nội dung | Thu hoặc chi cho việc gì |
| Mức đã thống nhất | Con số ghi trong biên bản họp thôn |
| Đã thu, đã chi | Con số đến ngày niêm yết |
| Còn lại | Chênh lệch hai cột trước |

## Khi thấy số chưa khớp

1. So với **biên bản họp thôn**, trưởng thôn giữ một bản, xã giữ một bản.
2. Hỏi trưởng thôn hoặc Ban Thanh tra nhân dân.
3. Nếu chưa rõ, gửi kiến nghị đến xã; xã trả lời bằng văn bản.
""",
    ),
    _ROAD,
    Text(
        "Tân Yên",
        Kind.NEWS,
        Category.KNOW,
        4,
        "Lịch tiếp công dân của lãnh đạo xã Tân Yên tháng tới",
        "Lãnh đạo xã tiếp công dân hai buổi trong tháng tại trụ sở xã.",
        """
Người dân đến trong giờ làm việc, mang theo giấy tờ tùy thân và tài liệu liên quan.

- Buổi thứ nhất: sáng, từ 07:30 đến 11:30.
- Buổi thứ hai: chiều, từ 13:30 đến 17:00.
""",
        Status.SUBMITTED,
    ),
    Text(
        "Tân Yên",
        Kind.NEWS,
        Category.DO,
        2,
        "Thôn Đồng Cờ góp ngày công nạo vét kênh tưới",
        "",
        "Cần bổ sung: số hộ tham gia, chiều dài đoạn kênh, ảnh hưởng đến lịch tưới.",
        Status.DRAFT,
    ),
)
CORRECTED = Change(
    _ROAD.title,
    "Giờ họp thôn kiểm phiếu là 20 giờ, không phải 19 giờ 30.",
    "lúc 19 giờ 30 thứ Sáu",
    "lúc 20 giờ thứ Sáu",
)
WITHDRAWN = Change(
    _FRUIT.title,
    "Số ý kiến đã trả lời trong bài chưa khớp với biên bản buổi đối thoại; xã sẽ đăng "
    "bài khác sau khi đối chiếu.",
)
REMARKS = {
    _ROAD.title: (
        Said(
            "Nguyễn Thị Hoa, thôn Đồng Cờ",
            "Nhà tôi chọn phương án hai. Đề nghị xã nói rõ đoạn qua nhà văn hóa có làm "
            "rãnh thoát nước không, vì mùa mưa nước hay đọng ở đó.",
        ),
        Said(
            "Một người dân",
            "Buổi họp tối thứ Sáu có lùi được sang Chủ nhật không, nhiều người đi làm "
            "xa cuối tuần mới về.",
        ),
    )
}
"""What readers say; the first is shown, the second waits."""
