"""What people read when figures are refused."""

from danchu.kernel.errors import Sentence

SENTENCES = {
    "indicators.unknown_indicator": Sentence(
        "Không có chỉ tiêu mang mã “{code}”.",
        "Hãy tra mã ở danh mục chỉ tiêu, ví dụ G01.",
        status=404,
    ),
    "indicators.unknown_form": Sentence(
        "Không có biểu mang mã “{code}”.",
        "Hãy mở biểu từ bàn việc, ví dụ biểu PL4.",
        status=404,
    ),
    "indicators.unknown_member": Sentence(
        "Chỉ tiêu {code} không có thành phần “{member}”.",
        "Hãy tra các thành phần ở trang của chỉ tiêu.",
        status=404,
    ),
    "indicators.not_asked": Sentence(
        "Biểu {form} không yêu cầu {unit} nộp cho kỳ {period}.",
        "Hãy mở biểu từ bàn việc: ở đó chỉ có những biểu đơn vị phải nộp.",
        status=404,
    ),
    "indicators.period_not_over_yet": Sentence(
        "Kỳ {period} chưa bắt đầu.",
        "Hãy quay lại từ ngày {start:%d/%m/%Y}.",
    ),
    "indicators.periods_do_not_add": Sentence(
        "Không thể cộng các kỳ {periods}.",
        "Hãy chọn các kỳ liền nhau, cùng loại và cùng lịch; một đợt đứng riêng.",
        status=400,
    ),
    "indicators.too_many_periods": Sentence(
        "Chỉ cộng được nhiều nhất {most} kỳ một lần.",
        "Hãy chọn ít kỳ hơn, hoặc chọn kỳ dài hơn, ví dụ cả năm.",
        status=400,
    ),
    "indicators.not_in_form": Sentence(
        "Biểu {form} kỳ này không có ô {cell}.",
        "Hãy tải lại trang rồi nhập lại.",
        status=400,
    ),
    "indicators.percent_typed": Sentence(
        "Chỉ tiêu {code} là tỷ lệ, hệ thống tự tính.",
        "Hãy nhập tử số và mẫu số của tỷ lệ này.",
        status=400,
    ),
    "indicators.not_a_number": Sentence(
        "Chưa lưu được: {cells}.",
        "Hãy sửa các ô đã nêu rồi lưu lại; các ô khác giữ nguyên trên trang.",
        status=400,
    ),
    "indicators.unreadable_save": Sentence(
        "Không đọc được nội dung vừa gửi để lưu.",
        "Hãy tải lại trang; những gì đã gõ còn trên máy này và sẽ được gửi lại.",
        status=400,
    ),
    "indicators.bad_expression": Sentence(
        "Không đọc được biểu thức, {why}.",
        "Hãy sửa ở đúng chỗ ấy; các ví dụ cạnh ô nhập cho biết cách viết.",
        status=422,
    ),
    "indicators.too_many_checks": Sentence(
        "{unit} đã có {most} quy tắc, là nhiều nhất.",
        "Hãy bỏ những quy tắc không còn dùng rồi đặt quy tắc mới.",
    ),
    "indicators.check_stands_already": Sentence(
        "Quy tắc {code} đã nói đúng điều này.",
        "Hãy bỏ quy tắc ấy trước nếu muốn đổi mức độ hoặc câu nhắc.",
    ),
    "indicators.unknown_check": Sentence(
        "{unit} không có quy tắc {code}.",
        "Hãy mở lại trang quy tắc: có thể quy tắc này đã được bỏ.",
        status=404,
    ),
    "indicators.not_open": Sentence(
        "Số liệu này {status}, không sửa được.",
        "Hãy đề nghị người đã duyệt hoặc đã nhận mở lại, kèm lý do.",
    ),
    "indicators.stale_page": Sentence(
        "Biểu này vừa được người khác thay đổi, nên việc vừa bấm chưa được ghi.",
        "Hãy mở lại trang để xem số mới rồi làm tiếp.",
    ),
    "indicators.contradiction": Sentence(
        "Chưa {deed} được, {count} mâu thuẫn: {equations}.",
        "Hãy sửa các ô đã nêu ({cells}) rồi {deed} lại.",
    ),
    "indicators.unexplained": Sentence(
        "Chưa {deed} được, {count} chỗ cần giải trình: {equations}.",
        "Hãy ghi lý do vào ô ghi chú của một trong các chỉ tiêu {cells}, "
        "hoặc sửa số rồi {deed} lại.",
    ),
    "indicators.empty": Sentence(
        "Chưa có ô nào được nhập.",
        "Hãy nhập số liệu; nếu không phát sinh, ghi 0.",
    ),
    "indicators.own_figures": Sentence(
        "Người nhập số liệu không tự duyệt số liệu của mình.",
        "Hãy để lãnh đạo khác của đơn vị duyệt.",
    ),
    "indicators.reason_missing": Sentence(
        "Việc này cần nêu lý do.",
        "Hãy ghi lý do để đơn vị biết phải sửa gì.",
        status=422,
    ),
    "indicators.correction_missing": Sentence(
        "Chưa ghi số đúng cho ô {cell}.",
        "Hãy ghi số đúng; không phát sinh thì ghi 0, không áp dụng thì ghi K, "
        "chưa có số thì ghi C.",
        status=400,
    ),
    "indicators.already_accepted": Sentence(
        "Đơn vị đồng chí đã nhận số liệu này; còn chờ {awaited}.",
        "Không cần nhận lại; nếu thấy sai, hãy trả lại đơn vị kèm lý do.",
    ),
    "indicators.remark_too_long": Sentence(
        "Ý kiến về ô {cell} dài quá {most} ký tự.",
        "Hãy viết gọn lại, hoặc chuyển phần chung vào lý do trả lại.",
        status=422,
    ),
    "indicators.too_many_remarks": Sentence(
        "Có ý kiến về quá {most} ô.",
        "Hãy nêu những ô quan trọng nhất và ghi phần chung vào lý do trả lại.",
        status=422,
    ),
    "indicators.text_too_long": Sentence(
        "Phần “{label}” dài {length} ký tự, nhiều hơn {most}.",
        "Hãy rút gọn, hoặc ghi tóm tắt ở đây và gửi văn bản đầy đủ kèm báo cáo.",
        status=422,
    ),
    "indicators.not_extendable": Sentence(
        "Số liệu này {status}, không còn hạn nộp để gia hạn.",
        "Nếu đơn vị cần sửa số liệu, hãy trả lại hoặc mở lại: hạn nộp được tính tiếp.",
    ),
    "indicators.extension_out_of_range": Sentence(
        "Không gia hạn đến ngày {until:%d/%m/%Y} được.",
        "Hãy chọn ngày sau hạn hiện nay ({due:%d/%m/%Y}), không trước hôm nay "
        "và không quá ngày {last:%d/%m/%Y}.",
        status=422,
    ),
    "indicators.not_a_day": Sentence(
        "“{text}” không phải là một ngày.",
        "Hãy ghi ngày, tháng, năm, ví dụ 15/7/2026.",
        status=422,
    ),
    "indicators.not_published": Sentence(
        "Chỉ đính chính số liệu đã công bố.",
        "Số liệu chưa công bố thì trả lại hoặc mở lại để sửa.",
    ),
    "indicators.book_of_other_form": Sentence(
        "Tệp này là biểu mẫu của biểu {theirs}, không phải biểu {ours}.",
        "Hãy chọn tệp của biểu {ours}, hoặc mở biểu {theirs} rồi tải tệp lên ở đó.",
        status=400,
    ),
    "indicators.book_of_other_unit": Sentence(
        "Tệp này là biểu mẫu của {theirs}, không phải của {ours}.",
        "Hãy tải biểu mẫu của {ours} ở trang này rồi điền vào đó.",
        status=400,
    ),
    "indicators.book_of_other_period": Sentence(
        "Tệp này là biểu mẫu của kỳ {theirs}, không phải kỳ {ours}.",
        "Hãy tải biểu mẫu của kỳ {ours} ở trang này rồi điền vào đó.",
        status=400,
    ),
    "indicators.old_book": Sentence(
        "Biểu {form} đã thay đổi chỉ tiêu từ khi tải tệp này.",
        "Hãy tải biểu mẫu mới rồi chép số sang.",
        status=400,
    ),
    "indicators.stale_rehearsal": Sentence(
        "Biểu này vừa được người khác thay đổi, nên chưa ghi gì từ tệp.",
        "Hãy xem lại kết quả so với số mới ở dưới rồi bấm Áp dụng lần nữa.",
    ),
    "indicators.book_applied": Sentence(
        "Tệp này đã được áp dụng.",
        "Không cần áp dụng lại; muốn sửa tiếp, hãy nhập trên trang hoặc tải tệp mới.",
    ),
    "indicators.nothing_to_take_back": Sentence(
        "Không có gì để hoàn tác: tệp chưa được áp dụng, hoặc đã hoàn tác rồi.",
        "Hãy mở lại biểu để xem số đang có.",
    ),
    "indicators.unknown_deed": Sentence(
        "Không có việc “{deed}”.",
        "Hãy tải lại trang rồi bấm lại.",
        status=400,
    ),
    "indicators.already_closed": Sentence(
        "Tổng hợp {period} đã được chốt với {coverage} đơn vị, nên không chốt lại.",
        "Hãy tải lại trang để xem lần chốt ấy; cần chốt lại thì mở lại trước, kèm "
        "lý do.",
    ),
    "indicators.not_closed": Sentence(
        "Tổng hợp {period} chưa được chốt, hoặc đã được mở lại.",
        "Hãy tải lại trang để xem tình trạng hiện nay.",
    ),
    "indicators.period_still_runs": Sentence(
        "Kỳ này đến hết ngày {end:%d/%m/%Y} mới kết thúc, chưa chốt được.",
        "Hãy quay lại sau ngày ấy.",
    ),
    "indicators.nothing_to_close": Sentence(
        "Không đơn vị nào thuộc {unit} phải nộp biểu {form} cho {period}.",
        "Hãy chọn biểu và kỳ khác ở trang theo dõi nộp.",
    ),
    "indicators.closing_needs_reason": Sentence(
        "Còn {missing}/{of} đơn vị chưa nộp, chốt lúc này cần nêu lý do.",
        "Hãy ghi lý do chốt khi chưa đủ; người xem số tổng hợp sẽ đọc được lý do ấy.",
        status=422,
    ),
    "indicators.reason_too_long": Sentence(
        "Lý do dài quá {most} ký tự.",
        "Hãy viết gọn lại.",
        status=422,
    ),
    "indicators.plan_of_percent": Sentence(
        "Chỉ tiêu {code} là tỷ lệ do hệ thống tính, chưa giao kế hoạch cho tỷ lệ.",
        "Hãy giao kế hoạch cho tử số hoặc mẫu số của tỷ lệ này.",
        status=422,
    ),
    "indicators.plan_period": Sentence(
        "Chỉ tiêu {code} không báo cáo theo {period}.",
        "Hãy chọn kỳ mà biểu yêu cầu đơn vị báo cáo chỉ tiêu này.",
        status=422,
    ),
    "indicators.plan_changed": Sentence(
        "Kế hoạch của {unit} vừa được người khác sửa, nên chưa ghi gì.",
        "Hãy tải lại trang để xem số mới rồi làm tiếp.",
    ),
    "indicators.plan_is_nothing": Sentence(
        "Kế hoạch của {unit} phải lớn hơn 0.",
        "Hãy ghi số phải đạt; để trống nếu không giao kế hoạch.",
        status=422,
    ),
    "indicators.plan_needs_reason": Sentence(
        "{unit} đã có kế hoạch, sửa hoặc bỏ thì cần nêu lý do.",
        "Hãy ghi lý do sửa, ví dụ số quyết định điều chỉnh.",
        status=422,
    ),
    "indicators.plan_not_a_number": Sentence(
        "Kế hoạch của {unit}: “{text}” {why}.",
        "Hãy sửa ô ấy rồi lưu lại; chưa có gì được ghi.",
        status=422,
    ),
    "indicators.decision_missing": Sentence(
        "Chưa ghi số quyết định, hoặc dài quá {most} ký tự.",
        "Hãy ghi số quyết định giao kế hoạch, ví dụ 12/QĐ-UBND.",
        status=422,
    ),
    "indicators.decision_day": Sentence(
        "Ngày quyết định {day:%d/%m/%Y} không phù hợp.",
        "Hãy ghi ngày ký quyết định, không sau hôm nay.",
        status=422,
    ),
    "indicators.not_yours": Sentence(
        "Đồng chí không nhập số liệu cho {unit}.",
        "Hãy để nguyên số của đơn vị ấy; người nhập của đơn vị sẽ ghi.",
        status=404,
    ),
    "indicators.nobody_asked": Sentence(
        "Biểu {form} không hỏi đơn vị nào của đồng chí cho {period}.",
        "Hãy chọn biểu hoặc kỳ khác.",
        status=404,
    ),
    "indicators.too_many_units": Sentence(
        "Biểu {form} hỏi nhiều hơn {most} đơn vị trong phạm vi của đồng chí.",
        "Tệp nhiều đơn vị dùng cho một tỉnh; cấp cao hơn hãy xem số tổng hợp.",
        status=422,
    ),
    "indicators.book_of_other_kind": Sentence(
        "Tệp là biểu mẫu {theirs}, không phải biểu mẫu {ours}.",
        "Hãy gửi tệp ở đúng trang đã tải biểu mẫu.",
    ),
    "indicators.unknown_publication_day": Sentence(
        "Không đọc được ngày công bố “{text}”, hoặc ngày ấy chưa tới.",
        "Hãy chọn một ngày không sau hôm nay, ví dụ 2026-07-15.",
        status=400,
    ),
    "indicators.closed_not_read_back": Sentence(
        "Chỉ tiêu này không mở cho công chúng nên không đọc lại theo ngày công bố: hai "
        "lần đọc đặt cạnh nhau sẽ lộ số của từng đơn vị.",
        "Hãy xem tổng như biết hôm nay, hoặc chọn một chỉ tiêu công khai.",
        status=409,
    ),
    "indicators.not_read_back": Sentence(
        "Cách xem này không đọc lại được theo ngày công bố.",
        "Hãy chọn một kỳ, một chỉ tiêu cộng qua các đơn vị, theo địa bàn, số đã công "
        "bố và không chọn phân tổ.",
        status=409,
    ),
    "indicators.too_many_to_read_back": Sentence(
        "Nơi này có hơn {most} biểu đã công bố, nhiều hơn mức đọc lại được một lần.",
        "Hãy chọn một tỉnh, hoặc một đơn vị trực thuộc.",
        status=409,
    ),
    "indicators.damaged_row": Sentence(
        "Tệp {file}, dòng {line}: {why}.",
        "Chưa có gì được nạp. Hãy thay tệp bằng bản gốc rồi nạp lại.",
        status=422,
    ),
    "indicators.unknown_signal": Sentence(
        "Biểu này không có tín hiệu đó nữa.",
        "Hãy tải lại trang: tín hiệu được xem lại sau mỗi lần trình.",
        status=409,
    ),
    "indicators.signal_answer_missing": Sentence(
        "Chưa ghi điều trả lời, hoặc dài quá {most} ký tự.",
        "Hãy ghi ngắn gọn: đã xem lại gì, số liệu đúng vì sao.",
        status=422,
    ),
}
