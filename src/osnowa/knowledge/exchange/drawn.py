"""Pictures of a file, drawn anew: what is kept is a picture and nothing else, no larger than a page shows."""

import io
import struct
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps

from osnowa.lib.pictures import JPEG, PNG

MOST_BYTES = 8 * 1024**2
MOST_PIXELS = 40_000_000  # a telephone's largest photograph
LONGEST_SIDE = 2000
_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    LookupError,
    TypeError,
    struct.error,
    Image.DecompressionBombError,
)


@dataclass(frozen=True)
class Drawn:
    """`ending`: "jpg" or "png"."""

    content: bytes
    ending: str
    width: int
    height: int


def drawn_anew(content: bytes, *, longest_side: int = LONGEST_SIDE) -> Drawn | None:
    """The same picture turned upright, without what hangs on it, or None for what is no JPEG or PNG of our size.

    `content`: a whole file, at most MOST_BYTES. Its size in pixels is read from its head before anything is unpacked.
    """
    if len(content) > MOST_BYTES or not content.startswith((JPEG, PNG)):
        return None
    kind = "PNG" if content.startswith(PNG) else "JPEG"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # broken EXIF is passed over
            with Image.open(io.BytesIO(content), formats=[kind]) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    return None
                opened.draft("RGB", (longest_side, longest_side))
                upright = ImageOps.exif_transpose(opened)
                upright.thumbnail((longest_side, longest_side))
                return _saved(upright, kind)
    except _BROKEN:
        return None


def _saved(picture: Image.Image, kind: str) -> Drawn:
    kept = io.BytesIO()
    if kind == "JPEG":
        picture.convert("RGB").save(kept, "JPEG", quality=85, optimize=True)
    else:
        mode = picture.mode if picture.mode in {"1", "L", "LA", "P", "RGB", "RGBA"} else "RGBA"
        bare = picture.convert(mode)
        bare.info = {key: value for key, value in picture.info.items() if key == "transparency"}
        bare.save(kept, "PNG", optimize=True)
    return Drawn(kept.getvalue(), "jpg" if kind == "JPEG" else "png", picture.width, picture.height)
