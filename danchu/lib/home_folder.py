"""The folder that holds everything an installation must keep."""

import os
import pwd
import tempfile
from pathlib import Path

from danchu.lib.setup_error import SetupError


def claim_home(path: Path) -> Path:
    """Return `path` made and proved to be ours to write in; refuse with a sentence.

    Modes of existing folders are never changed.
    """
    home = path.absolute()
    try:
        home.mkdir(mode=0o755, parents=True, exist_ok=True)
        owner = home.stat().st_uid
    except OSError as error:
        raise SetupError(_unwritable(home, error)) from error
    if owner != os.geteuid():
        raise SetupError(
            f"Thư mục dữ liệu {home} thuộc về người dùng “{_name(owner)}”, còn lệnh "
            f"này đang chạy bằng “{_name(os.geteuid())}”. Hãy chạy lại bằng "
            f"“{_name(owner)}”, hoặc chọn thư mục khác: "
            "DANCHU_HOME=/đường/dẫn/khác make run"
        )
    try:
        with tempfile.TemporaryFile(dir=home):
            pass
    except OSError as error:
        raise SetupError(_unwritable(home, error)) from error
    return home.resolve()


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _unwritable(home: Path, error: OSError) -> str:
    return (
        f"Không ghi được vào thư mục dữ liệu {home} ({error.strerror}). "
        "Hãy cấp quyền ghi, hoặc chọn thư mục khác: "
        "DANCHU_HOME=/đường/dẫn/khác make run"
    )
