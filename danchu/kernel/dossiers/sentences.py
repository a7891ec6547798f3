"""What people read when a dossier refuses."""

from danchu.kernel.errors import Sentence

SENTENCES = {
    "dossiers.not_found": Sentence(
        "Không tìm thấy hồ sơ này.",
        "Hãy kiểm tra lại địa chỉ, hoặc tìm hồ sơ trong bàn việc của bạn.",
        status=404,
    ),
}
