"""Pictures without what a camera or a program wrote into them.

Nothing is drawn anew: the parts that make the picture are kept byte for byte, all
others go, with whatever stood behind the end.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from danchu.kernel.errors import RuleBroken

MOST_PIXELS = 50_000_000
"""More fills the memory of a telephone."""
_SIGNATURE = 8
_KEPT = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS"),
    *(b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs"),
}
_SOI, _EOI, _SOS, _APP0, _APP1, _APP14, _APP15, _COM = (
    *(0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xEE, 0xEF, 0xFE),
)
_FRAMES = {0xC0, 0xC1, 0xC2}
_TURNED = 8
_ORIENTATION = 0x0112


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept."""

    data: bytes
    width: int
    height: int


def png(data: bytes) -> Picture:
    """Return a PNG without remarks, or refuse what is none."""
    chunks = list(_chunks(data))
    names = [name for name, _ in chunks]
    if names[:1] != [b"IHDR"] or names[-1:] != [b"IEND"] or b"IDAT" not in names:
        raise RuleBroken("files.broken")
    width, height = struct.unpack(">II", chunks[0][1][8:16])
    _refuse_huge(width, height)
    _refuse_swelling(chunks, width, height)
    kept = [whole for name, whole in chunks if name in _KEPT]
    return Picture(data[:_SIGNATURE] + b"".join(kept), width, height)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at, name = _SIGNATURE, b""
    while name != b"IEND":
        head = data[at : at + 8]
        if len(head) < 8:  # noqa: PLR2004 -- length and name
            raise RuleBroken("files.broken")
        length, name = struct.unpack(">I4s", head)
        whole = data[at : at + length + 12]
        crc = whole[-4:]
        if len(whole) < length + 12 or zlib.crc32(whole[4:-4]).to_bytes(4) != crc:
            raise RuleBroken("files.broken")
        yield name, whole
        at += length + 12


def _refuse_swelling(
    chunks: list[tuple[bytes, bytes]], width: int, height: int
) -> None:
    """Unpack what draws the picture, no further than eight bytes a dot."""
    most = (width * 8 + 8) * height + 65_536
    stream = zlib.decompressobj()
    length = 0
    try:
        for _, whole in (one for one in chunks if one[0] == b"IDAT"):
            part = whole[8:-4]
            while part:
                length += len(stream.decompress(part, 1 << 20))
                part = stream.unconsumed_tail
                if length > most:
                    raise RuleBroken("files.swells")
    except zlib.error as error:
        raise RuleBroken("files.broken") from error


def jpeg(data: bytes) -> Picture:
    """Return a JPEG without remarks but how it is turned, or refuse what is none."""
    kept, size, turned = [data[:2]], None, 0
    for marker, whole in _segments(data):
        if marker in _FRAMES:
            size = struct.unpack(">HH", whole[5:9])
        if marker == _APP1:
            turned = turned or _orientation(whole[4:])
        is_remark = _APP0 < marker <= _APP15 and marker != _APP14
        if not is_remark and marker != _COM:
            kept.append(whole)
    if size is None:
        raise RuleBroken("files.broken")
    height, width = size
    _refuse_huge(width, height)
    if 1 < turned <= _TURNED:
        kept.insert(1, _turning(turned))
    is_on_side = turned > _TURNED // 2
    return Picture(
        b"".join(kept), *((height, width) if is_on_side else (width, height))
    )


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Tell the parts of a JPEG apart, as far as its end."""
    at = 2
    while True:
        if data[at : at + 1] != b"\xff" or at + 2 > len(data):
            raise RuleBroken("files.broken")
        marker = data[at + 1]
        if marker == _EOI:
            yield marker, data[at : at + 2]
            return
        length = int.from_bytes(data[at + 2 : at + 4])
        end = at + 2 + length
        if marker in {0x00, 0x01, _SOI, 0xFF} or length < 2 or end > len(data):  # noqa: PLR2004 -- the length itself
            raise RuleBroken("files.broken")
        if marker == _SOS:
            end = _end_of_scan(data, end)
        yield marker, data[at:end]
        at = end


def _end_of_scan(data: bytes, at: int) -> int:
    """Return where a scan ends: at a mark that is no stuffed byte and no restart."""
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        follows = data[at + 1]
        if follows and not 0xD0 <= follows <= 0xD7 and follows != 0xFF:  # noqa: PLR2004 -- RST0 to RST7
            return at
        at += 1 if follows == 0xFF else 2  # noqa: PLR2004 -- padding
    raise RuleBroken("files.broken")


def _orientation(exif: bytes) -> int:
    """Return how a camera was held, 1 to 8; 0 if it does not say."""
    if not exif.startswith(b"Exif\0\0"):
        return 0
    tiff = exif[6:]
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None:
        return 0
    try:
        (at,) = struct.unpack_from(order + "I", tiff, 4)
        (count,) = struct.unpack_from(order + "H", tiff, at)
        for number in range(min(count, 200)):
            tag, _, _, value = struct.unpack_from(
                order + "HHIH", tiff, at + 2 + number * 12
            )
            if tag == _ORIENTATION:
                return int(value)
    except struct.error:
        return 0
    return 0


def _turning(turned: int) -> bytes:
    """Return the shortest remark that says how to turn a picture, and nothing else."""
    tiff = struct.pack(
        ">2sHIHHHIHHI", b"MM", 42, 8, 1, _ORIENTATION, 3, 1, turned, 0, 0
    )
    said = b"Exif\0\0" + tiff
    return struct.pack(">BBH", 0xFF, _APP1, len(said) + 2) + said


def _refuse_huge(width: int, height: int) -> None:
    if not width or not height:
        raise RuleBroken("files.broken")
    if width * height > MOST_PIXELS:
        raise RuleBroken("files.swells")
