"""What the register of witnesses holds about persons."""

from danchu.kernel.holdings import Holding

HOLDINGS = (
    Holding(
        table="witnesses.WitnessEntry",
        title="Nơi chứng kiến sổ công bố",
        purpose="Để gửi bản chốt sổ hằng ngày và cảnh báo cho cơ quan chứng kiến.",
        ground="Cơ quan đăng ký làm nơi chứng kiến; Luật Bảo vệ dữ liệu cá nhân số "
        "91/2025/QH15.",
        term="Khi thôi chứng kiến thì địa chỉ bị hủy; tên cơ quan, khóa và chữ ký "
        "ở lại.",
        seen_by="Tên cơ quan, khóa và chữ ký: mọi người. Thư điện tử: chỉ người quản "
        "trị hệ thống; nằm trong cơ sở dữ liệu ở dạng mã hóa.",
        names={"contact": "thư điện tử của cơ quan (mã hóa)"},
    ),
)
