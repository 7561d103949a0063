"""Pictures that people send: what the camera wrote into them beside the picture is taken out.

A photograph says where and when it was taken, by which telephone, at times by whom. JPEG and PNG keep that in parts of
their own, so the parts are left out and the picture itself stays as it is, bit for bit: nothing is drawn anew, and
however large it is, it needs no memory beyond its file. How it has to be turned is kept.
"""

import io
import struct
import warnings
import zlib
from collections.abc import Iterator

from PIL import Image

JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
UPRIGHT, ORIENTATION = 1, 0x0112  # the tag of EXIF that says how to turn the picture

# JPEG: a segment is 0xFF, its marker, two bytes of length (they count themselves) and its content.
_SCAN, _END, _COMMENT = 0xDA, 0xD9, 0xFE
_APP0, _APP1, _APP2, _APP14, _APP15 = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF
_ALONE = {0x01, *range(0xD0, 0xD8)}  # markers without content
_KEPT_APPS = {_APP0: b"JFIF\0", _APP2: b"ICC_PROFILE\0", _APP14: b"Adobe"}  # needed to show the right colours

# PNG: length, name, content, checksum. What begins with a capital letter is the picture; of the rest, these show it.
_KEPT_CHUNKS = {
    b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
}  # fmt: skip


def without_metadata(content: bytes) -> bytes:
    """The same picture without EXIF, place, time, comments, previews and whatever hangs behind its end.

    `content`: a whole file. What is neither JPEG nor PNG comes back as it is.
    Raises ValueError where a file begins like one of the two and cannot be read as it.
    """
    if content.startswith(JPEG):
        return _jpeg(content, _orientation(content))
    if content.startswith(PNG):
        return _png(content, _orientation(content))
    return content


def _orientation(content: bytes) -> int:
    """How the picture has to be turned, 1 to 8; 1 where it does not say. Only its head is read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # many pixels, broken EXIF: nothing is unpacked here
            with Image.open(io.BytesIO(content)) as opened:
                found = opened.getexif().get(ORIENTATION, UPRIGHT)
    except (
        OSError,
        ValueError,
        SyntaxError,
        LookupError,
        TypeError,
        struct.error,
        Image.DecompressionBombError,
    ):
        return UPRIGHT
    return found if isinstance(found, int) and UPRIGHT < found <= 8 else UPRIGHT  # noqa: PLR2004  EXIF knows eight


def _turned(orientation: int) -> bytes:
    """An EXIF that says how to turn the picture, and nothing else."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    return exif.tobytes()


def _jpeg(content: bytes, orientation: int) -> bytes:
    kept = [content[:2]]
    for marker, part in _segments(content):
        start = _KEPT_APPS.get(marker)
        if start is not None and not part[4:].startswith(start):
            continue
        if start is None and (_APP0 <= marker <= _APP15 or marker == _COMMENT):
            continue
        if orientation != UPRIGHT and marker != _APP0:  # after JFIF, which stands first where there is one
            exif = _turned(orientation)
            kept.append(struct.pack(">BBH", 0xFF, _APP1, len(exif) + 2) + exif)
            orientation = UPRIGHT
        kept.append(part)
    return b"".join(kept)


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and bytes of each segment up to the end of the picture; a scan's data belong to its segment."""
    place = 2
    while True:
        if place + 2 > len(content) or content[place] != 0xFF:  # noqa: PLR2004  begins every marker
            raise ValueError("no marker where one has to be")
        marker = content[place + 1]
        if marker == 0xFF:  # noqa: PLR2004  a filling byte
            place += 1
            continue
        if marker == _END:
            yield marker, content[place : place + 2]
            return
        end = place + 2
        if marker not in _ALONE:
            (length,) = struct.unpack(">H", content[end : end + 2].rjust(2, b"\0"))
            if length < 2 or end + length > len(content):  # noqa: PLR2004  its own two bytes
                raise ValueError("a segment without its end")
            end += length
        if marker == _SCAN:
            end = _end_of_scan(content, end)
        yield marker, content[place:end]
        place = end


def _end_of_scan(content: bytes, place: int) -> int:
    """Where the next marker stands: 0xFF inside the data is followed by 0, or by one of the marks of restarting."""
    while True:
        place = content.find(b"\xff", place)
        if place < 0 or place + 1 >= len(content):
            raise ValueError("a picture without its end")
        following = content[place + 1]
        if following != 0 and following not in _ALONE and following != 0xFF:  # noqa: PLR2004  a filling byte
            return place
        place += 1 if following == 0xFF else 2  # noqa: PLR2004


def _png(content: bytes, orientation: int) -> bytes:
    kept = [PNG]
    for name, part in _chunks(content):
        if orientation != UPRIGHT and name == b"IDAT":
            exif = _turned(orientation).removeprefix(b"Exif\0\0")
            check = zlib.crc32(b"eXIf" + exif)
            kept.append(struct.pack(">I", len(exif)) + b"eXIf" + exif + struct.pack(">I", check))
            orientation = UPRIGHT
        if name[:1].isupper() or name in _KEPT_CHUNKS:
            kept.append(part)
    return b"".join(kept)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and bytes of each chunk, the last one included."""
    place, name = len(PNG), b""
    while name != b"IEND":
        head = content[place : place + 8]
        if len(head) < 8:  # noqa: PLR2004  length and name
            raise ValueError("a picture without its end")
        length, name = struct.unpack(">I4s", head)
        end = place + 12 + length
        if end > len(content) or not name.isalpha():
            raise ValueError("a chunk without its end")
        yield name, content[place:end]
        place = end
