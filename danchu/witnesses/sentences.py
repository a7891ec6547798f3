"""What people read when the register, or a cosignature, is refused."""

from danchu.kernel.errors import Sentence

SENTENCES = {
    "witnesses.unknown": Sentence(
        "Không có nơi chứng kiến này, hoặc việc chứng kiến đã kết thúc.",
        "Hãy mở lại sổ đăng ký nơi chứng kiến.",
        status=404,
    ),
    "witnesses.reason_missing": Sentence(
        "Chưa ghi lý do kết thúc việc chứng kiến.",
        "Hãy ghi lý do; lý do ở lại trong lịch sử, không ghi tên người.",
        status=422,
    ),
    "witnesses.unreadable": Sentence(
        "Nội dung gửi lên không phải là một bản chốt sổ có chữ ký, hoặc quá dài.",
        "Hãy dán nguyên văn cả bản chốt và các dòng chữ ký bắt đầu bằng dấu “—”.",
        status=422,
    ),
    "witnesses.other_log": Sentence(
        "Bản chốt này là của một sổ khác, không phải sổ “{name}”.",
        "Hãy nộp chữ ký ở nơi công bố của sổ ấy.",
        status=422,
    ),
    "witnesses.unknown_key": Sentence(
        "Không có chữ ký nào của nơi chứng kiến đã đăng ký.",
        "Hãy ký bằng khóa đã đăng ký, hoặc đề nghị người quản trị đăng ký khóa này.",
        status=422,
    ),
    "witnesses.forged": Sentence(
        "Bản chốt mang tên khóa của sổ nhưng chữ ký sai.",
        "Hãy lấy lại bản chốt từ hệ thống rồi ký lại.",
        status=422,
    ),
    "witnesses.never_signed": Sentence(
        "Sổ chưa từng được chốt ở cỡ này, dù nội dung không trái với sổ.",
        "Hãy ký một bản chốt do hệ thống phát hành.",
    ),
    "witnesses.contradiction": Sentence(
        "Bản chốt này trái với sổ đang có. Hệ thống đã giữ nguyên nó làm bằng chứng, "
        "nêu ở trang sổ công bố và báo cho người quản trị cùng các nơi chứng kiến.",
        "Hãy giữ bản của mình, không ký thêm, và báo cho cơ quan giám sát.",
    ),
    "witnesses.enough": Sentence(
        "Đã giữ đủ bằng chứng loại này của nơi chứng kiến ấy.",
        "Hãy giữ bản của mình và báo cho cơ quan giám sát.",
    ),
    "witnesses.ended": Sentence(
        "“{name}” đã thôi chứng kiến trước thời điểm ghi trong chữ ký.",
        "Hãy đề nghị người quản trị đăng ký khóa mới nếu tiếp tục chứng kiến.",
    ),
    "witnesses.from_the_future": Sentence(
        "Thời điểm trong chữ ký của “{name}” muộn hơn giờ hiện nay.",
        "Hãy chỉnh đồng hồ của máy ký rồi ký lại.",
        status=422,
    ),
    "witnesses.before_the_checkpoint": Sentence(
        "Thời điểm trong chữ ký của “{name}” sớm hơn lúc bản chốt được ký.",
        "Hãy chỉnh đồng hồ của máy ký rồi ký lại.",
        status=422,
    ),
    "witnesses.out_of_order": Sentence(
        "“{name}” đã ký một bản chốt khác mà thứ tự thời gian trái với chữ ký này.",
        "Sổ chỉ dài thêm: bản chốt nhiều dòng hơn phải được ký sau. Hãy ký bản chốt "
        "mới nhất.",
    ),
}
