"""What people read when the design of a form is refused."""

from danchu.kernel.errors import Sentence

SENTENCES = {
    "indicators.design_bad_code": Sentence(
        "“{code}” không dùng làm mã biểu được.",
        "Hãy ghi 2 đến 6 chữ cái in hoa không dấu rồi 1 đến 3 chữ số, ví dụ AB1. "
        "Mã bắt đầu bằng PL dành cho biểu chung.",
        status=422,
    ),
    "indicators.design_code_taken": Sentence(
        "Mã {code} đã có nơi dùng.",
        "Hãy chọn mã khác; mã của biểu và của chỉ tiêu là duy nhất trong cả nước.",
    ),
    "indicators.design_unnamed": Sentence(
        "Tên và đơn vị tính không được để trống.",
        "Hãy ghi tên biểu, tên mục, tên dòng rồi lưu lại.",
        status=422,
    ),
    "indicators.too_many_forms": Sentence(
        "Mỗi tỉnh có nhiều nhất {most} biểu riêng.",
        "Hãy lập phiên bản mới của một biểu đã có.",
    ),
    "indicators.design_begun": Sentence(
        "Biểu {code} đang có một bản thảo.",
        "Hãy mở bản thảo ấy để sửa tiếp, hoặc bỏ nó trước.",
    ),
    "indicators.design_moved_on": Sentence(
        "Biểu {code} vừa được người khác sửa, nên chưa ghi gì.",
        "Hãy tải lại trang để xem bản mới rồi làm tiếp.",
    ),
    "indicators.design_not_draft": Sentence(
        "Phiên bản này của biểu {code} không còn là bản thảo.",
        "Hãy lập phiên bản mới để sửa; phiên bản đã ban hành giữ nguyên.",
    ),
    "indicators.design_not_in_force": Sentence(
        "Biểu {code} chưa ban hành, hoặc đã ngừng áp dụng.",
        "Hãy ban hành bản thảo, hoặc bỏ bản thảo nếu không cần nữa.",
    ),
    "indicators.design_unknown_word": Sentence(
        "Không rõ lựa chọn: {words}.",
        "Hãy tải lại trang rồi chọn trong danh sách.",
        status=422,
    ),
    "indicators.design_unknown_unit": Sentence(
        "Trong tỉnh không có, hoặc có nhiều đơn vị tên “{name}”.",
        "Hãy ghi đúng tên đầy đủ, mỗi dòng một đơn vị, ví dụ Xã Hòa Thuận; "
        "nếu trùng tên, hãy ghi mã số của đơn vị.",
        status=422,
    ),
    "indicators.design_bad_days": Sentence(
        "Số ngày nộp phải từ 1 đến {most}.",
        "Hãy ghi số ngày tính từ khi hết kỳ, hoặc từ ngày ban hành biểu đột xuất.",
        status=422,
    ),
    "indicators.design_too_long": Sentence(
        "Một biểu có nhiều nhất {sections} mục và {items} dòng.",
        "Hãy tách thành hai biểu.",
        status=422,
    ),
    "indicators.design_double": Sentence(
        "Biểu đã có chỉ tiêu {codes}.",
        "Mỗi chỉ tiêu đứng một lần trong biểu; hãy chọn chỉ tiêu khác.",
        status=422,
    ),
    "indicators.design_empty": Sentence(
        "Biểu {code} chưa có chỉ tiêu nào để nhập số.",
        "Hãy thêm ít nhất một chỉ tiêu; chỉ có phần lời thì chưa thành biểu.",
        status=422,
    ),
    "indicators.design_asks_nobody": Sentence(
        "Biểu {code} chưa nói ai nộp, hoặc nộp cho kỳ nào.",
        "Hãy chọn nơi nộp và loại kỳ rồi ban hành.",
        status=422,
    ),
    "indicators.design_periods_clash": Sentence(
        "Biểu đột xuất chỉ nộp một lần, không đi cùng loại kỳ khác hoặc kỳ hành chính.",
        "Hãy chỉ chọn “đợt”, lịch thường; hoặc bỏ “đợt” và chọn các kỳ định kỳ.",
        status=422,
    ),
    "indicators.design_too_early": Sentence(
        "Phiên bản đang áp dụng có hiệu lực từ {since:%d/%m/%Y}.",
        "Hãy chọn ngày áp dụng của phiên bản mới từ ngày ấy trở đi.",
        status=422,
    ),
    "indicators.design_units_outside": Sentence(
        "Các đơn vị sau không thuộc tỉnh: {units}.",
        "Hãy bỏ các đơn vị ấy; biểu của tỉnh chỉ hỏi đơn vị trong tỉnh.",
        status=422,
    ),
    "indicators.design_unit_unfit": Sentence(
        "Chỉ tiêu {code} không thu thập ở: {kinds}.",
        "Hãy bỏ dòng ấy hoặc bớt nơi nộp; cần thì đặt chỉ tiêu riêng của tỉnh.",
        status=422,
    ),
    "indicators.design_percent_alone": Sentence(
        "Tỷ lệ {code} cần cả tử số và mẫu số trong cùng biểu.",
        "Hãy thêm hai chỉ tiêu làm nên tỷ lệ, hoặc bỏ tỷ lệ.",
        status=422,
    ),
    "indicators.design_asked_twice": Sentence(
        "Chỉ tiêu {code} đã được hỏi ở biểu {form} cho cùng nơi nộp và loại kỳ.",
        "Mỗi số chỉ nhập một lần. Hãy bỏ dòng ấy, chọn loại kỳ khác, hoặc làm biểu "
        "đột xuất.",
        status=422,
    ),
    "indicators.held_elsewhere": Sentence(
        "Có số liệu của kỳ này đang nằm ở một biểu khác nên chưa lưu được.",
        "Mỗi số chỉ nhập một lần. Hãy nhập ở biểu đã có số ấy, hoặc đề nghị cấp trên "
        "bỏ chỉ tiêu ở một trong hai biểu.",
    ),
    "indicators.indicator_bad_code": Sentence(
        "“{code}” không dùng làm mã chỉ tiêu được.",
        "Hãy ghi 2 đến 4 chữ cái in hoa không dấu rồi 2 đến 4 chữ số, ví dụ AB01.",
        status=422,
    ),
    "indicators.indicator_counted": Sentence(
        "Chỉ tiêu {code} đã có số liệu nên không đổi {what} được nữa.",
        "Hãy đặt chỉ tiêu mới với mã khác, và cho chỉ tiêu này thôi hiệu lực.",
    ),
    "indicators.indicator_published": Sentence(
        "Số liệu của chỉ tiêu {code} đã công bố nên không đổi người được xem nữa.",
        "Hãy rút số liệu đã công bố trước, hoặc đặt chỉ tiêu mới với mã khác.",
    ),
    "indicators.indicator_asked": Sentence(
        "Biểu {form} đang hỏi chỉ tiêu {code} ở: {kinds}.",
        "Hãy bỏ chỉ tiêu khỏi biểu ấy bằng một bản mới rồi đổi nơi thu thập.",
    ),
    "indicators.indicator_outlived": Sentence(
        "Chỉ tiêu {code} đã có số liệu {period}, nằm ngoài hiệu lực vừa ghi.",
        "Hãy chọn ngày hiệu lực gồm cả kỳ đó.",
    ),
    "indicators.indicator_ends_before": Sentence(
        "Ngày kết thúc đứng trước ngày bắt đầu.",
        "Hãy xem lại hai ngày rồi lưu lại.",
        status=422,
    ),
}
