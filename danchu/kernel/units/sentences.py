"""What people read when a question about units cannot be answered."""

from danchu.kernel.errors import Sentence

SENTENCES = {
    "units.unknown_map_date": Sentence(
        "Không có bản đồ đơn vị của ngày “{text}”.",
        "Hãy ghi ngày theo dạng năm-tháng-ngày, ví dụ 2025-06-30 cho bản đồ cũ, "
        "hoặc bỏ trống để dùng bản đồ hôm nay.",
        status=400,
    ),
    "units.no_such_unit": Sentence(
        "Không có đơn vị mang mã “{unit}” trên bản đồ ngày {day}.",
        "Hãy kiểm tra mã và ngày của bản đồ: nhiều mã đã dùng lại cho nơi khác "
        "từ ngày 01/7/2025.",
        status=404,
    ),
    "units.not_found": Sentence(
        "Không tìm thấy trang này.",
        "Hãy kiểm tra lại địa chỉ, hoặc tìm từ trang chủ.",
        status=404,
    ),
    "units.search_too_long": Sentence(
        "Từ tìm kiếm dài {length} ký tự, nhiều hơn {limit} ký tự cho phép.",
        "Hãy gõ tên hoặc mã của đơn vị, ví dụ “Việt Lập” hoặc “07339”.",
        status=400,
    ),
    "units.damaged_row": Sentence(
        "Tệp {file}, dòng {line}: {why}.",
        "Chưa có gì được nạp. Hãy thay tệp bằng bản gốc rồi nạp lại.",
        status=422,
    ),
    "units.circular": Sentence(
        "Đơn vị “{unit}” không thể đứng dưới chính mình.",
        "Hãy chọn đơn vị cấp trên khác.",
    ),
}
