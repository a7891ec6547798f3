"""What people read when the ledger refuses."""

from danchu.kernel.errors import Sentence

SENTENCES = {
    "ledger.unknown_item": Sentence(
        "Sổ cái công bố không có mục “{item}”.",
        "Hãy kiểm tra lại mã của mục; mã nằm cạnh mục đã công bố.",
        status=404,
    ),
    "ledger.unknown_size": Sentence(
        "Sổ cái công bố không có phần được hỏi: chưa được ký đến đó.",
        "Hãy lấy bản chốt sổ mới nhất rồi hỏi trong phạm vi của nó.",
        status=404,
    ),
    "ledger.not_signed_yet": Sentence(
        "Mục “{item}” đã vào sổ cái công bố nhưng bản chốt sổ chưa được ký.",
        "Hãy thử lại sau vài giây.",
        status=404,
    ),
    "ledger.kind_taken": Sentence(
        "Loại “{kind}” dành riêng cho việc hủy nội dung, không dùng khi công bố.",
        "Hãy công bố với loại khác, hoặc dùng chức năng hủy nội dung.",
    ),
    "ledger.too_long": Sentence(
        "Mã hoặc căn cứ của mục “{item}” quá dài, không ghi vào sổ cái được.",
        "Hãy rút gọn: mã tối đa 200 ký tự, căn cứ tối đa 500 ký tự.",
    ),
    "ledger.ground_missing": Sentence(
        "Chưa ghi căn cứ hủy nội dung đã công bố.",
        "Hãy ghi căn cứ, ví dụ hết thời hạn niêm yết; không ghi tên người.",
    ),
    "ledger.nothing_to_bury": Sentence(
        "Mục “{item}” không có, hoặc không còn, nội dung để hủy.",
        "Không cần làm gì thêm; lần hủy trước, nếu có, đã được ghi trong sổ cái.",
        status=404,
    ),
    "ledger.past_changed": Sentence(
        "Sổ cái công bố không còn khớp với bản chốt đã ký ở cỡ {size}; hệ thống "
        "không ký tiếp.",
        "Hãy chạy “python -m danchu ledger check” để biết mục nào đã bị sửa, và báo "
        "ngay cho người phụ trách an toàn thông tin.",
    ),
    "ledger.key_damaged": Sentence(
        "Không đọc được khóa của người chứng kiến.",
        "Hãy dán nguyên văn khóa công khai dạng tên+mã+khóa, loại chứng kiến "
        "(cosignature/v1).",
    ),
    "ledger.witness_known": Sentence(
        "Người chứng kiến “{name}” đã được đăng ký.",
        "Hãy đăng ký khóa mới dưới một tên khác; khóa cũ giữ nguyên để kiểm chữ ký cũ.",
    ),
    "ledger.other_tree": Sentence(
        "Bản chốt mà người chứng kiến gửi không phải là bản chốt của sổ cái này.",
        "Hãy gửi lại bản chốt lấy từ hệ thống. Nếu cùng cỡ mà khác gốc thì có hai sổ "
        "cái khác nhau: hãy giữ cả hai bản và báo cho các bên giám sát.",
    ),
    "ledger.cosignature_false": Sentence(
        "Chữ ký của người chứng kiến “{name}” không có hoặc không đúng.",
        "Hãy ký lại đúng bản chốt bằng khóa đã đăng ký.",
    ),
}
