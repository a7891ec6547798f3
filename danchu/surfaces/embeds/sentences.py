"""What people read when a block cannot be made."""

from danchu.kernel.errors import Sentence

SENTENCES = {
    "embeds.too_many": Sentence(
        "Một khối có nhiều nhất {most} chỉ tiêu.",
        "Hãy bỏ bớt chỉ tiêu.",
        status=422,
    ),
    "embeds.none_chosen": Sentence(
        "Chưa chọn chỉ tiêu cho khối diễn biến.",
        "Hãy chọn một chỉ tiêu trong danh sách.",
        status=422,
    ),
    "embeds.unknown_block": Sentence(
        "Không có loại khối này.",
        "Hãy chọn một loại trong danh sách.",
        status=400,
    ),
}
