"""What people read when a workbook is refused."""

from danchu.kernel.errors import Sentence

SENTENCES = {
    "exchange.no_file": Sentence(
        "Chưa chọn tệp nào.",
        "Hãy chọn tệp Excel đã điền rồi gửi lại.",
        status=400,
    ),
    "exchange.too_large": Sentence(
        "Tệp lớn hơn {most} MB, không được đọc.",
        "Hãy tải lại biểu mẫu của hệ thống và chỉ điền số vào đó; tệp ấy nhỏ "
        "hơn nhiều.",
        status=413,
    ),
    "exchange.not_a_workbook": Sentence(
        "Tệp không phải là sổ Excel (.xlsx), hoặc có đặt mật khẩu.",
        "Hãy mở tệp trong Excel, bỏ mật khẩu và lưu lại với kiểu “Excel Workbook "
        "(.xlsx)”.",
        status=400,
    ),
    "exchange.macros": Sentence(
        "Tệp có macro nên không được đọc.",
        "Hãy lưu lại với kiểu “Excel Workbook (.xlsx)”, là kiểu không có macro.",
        status=400,
    ),
    "exchange.too_heavy": Sentence(
        "Tệp bung ra quá lớn hoặc mất quá nhiều thời gian để đọc.",
        "Hãy tải lại biểu mẫu của hệ thống, chép số sang và chỉ giữ trang của biểu.",
        status=400,
    ),
    "exchange.unreadable": Sentence(
        "Tệp bị hỏng, không đọc được.",
        "Hãy mở tệp trong Excel, lưu lại rồi gửi lại; nếu vẫn không được, hãy tải biểu "
        "mẫu mới.",
        status=400,
    ),
    "exchange.unknown_book": Sentence(
        "Tệp không phải là biểu mẫu tải từ hệ thống.",
        "Hãy tải biểu mẫu ở trang này, chép số sang rồi gửi tệp ấy.",
        status=400,
    ),
    "exchange.twofold": Sentence(
        "Trong tệp có hai lần {what}.",
        "Hãy xóa phần chép thừa, hoặc tải biểu mẫu mới rồi điền lại.",
        status=400,
    ),
    "exchange.busy": Sentence(
        "Đang đọc nhiều tệp cùng lúc.",
        "Hãy gửi lại sau ít phút.",
        status=503,
    ),
    "exchange.gone": Sentence(
        "Lần tải lên này không còn.",
        "Tệp chỉ được giữ một giờ; hãy tải lên lại.",
        status=404,
    ),
}
