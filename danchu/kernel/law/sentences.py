"""What people read when the law tables refuse."""

from danchu.kernel.errors import Sentence

SENTENCES = {
    "law.no_such_code": Sentence(
        "Không có quy định hay nội dung luật định nào mang mã “{of}”.",
        "Hãy xem lại mã, ví dụ R016 hoặc XA-CK-07.",
        status=404,
    ),
    "law.not_in_force": Sentence(
        "Quy định “{of}” không có hiệu lực vào ngày {on:%d/%m/%Y}, "
        "và không có quy định thay thế.",
        "Hãy kiểm tra lại ngày, hoặc báo người quản trị cập nhật bảng quy định.",
    ),
    "law.damaged_row": Sentence(
        "Tệp {file}, dòng {line}: {why}.",
        "Chưa có gì được nạp. Hãy thay tệp bằng bản gốc rồi nạp lại.",
        status=422,
    ),
    "law.missing_file": Sentence(
        "Không đọc được tệp {file}.",
        "Chưa có gì được nạp. Hãy cài lại gói chương trình rồi nạp lại.",
        status=422,
    ),
}
