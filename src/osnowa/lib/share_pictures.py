"""The picture that other sites show beside a link to a page of ours: 1200 x 630, drawn from words.

Drawn by Pillow in the fonts of the papers, in the light scheme: who looks at it has not chosen one.
"""

import hashlib
import io
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630
EDGE, MARGIN = 28, 80
LINEN, INK, SPRUCE, MADDER, MUTED = "#faf6ec", "#1b211d", "#1e4d3a", "#9e2a2b", "#4e554e"
TITLE_SIZES = (80, 70, 60, 50)
LINE = 1.16  # of a line's height
TITLE_TOP, FOOT = 176, 118  # where the title begins; so much stands below it
LOOK = 1  # changed with the drawing, so that kept pictures are drawn anew


def digest(title: str, over: str, below: str) -> str:
    """Names what a picture says and how it looks: the address of a picture changes with it."""
    said = "\n".join((str(LOOK), title, over, below))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def draw(title: str, over: str = "", below: str = "") -> bytes:
    """A PNG. `over`: a small line above the title (the kind of page); `below`: at the foot (the author, the site).

    A title that fits in no size is cut at a word and ends with an ellipsis.
    """
    picture = Image.new("RGB", (WIDTH, HEIGHT), LINEN)
    pen = ImageDraw.Draw(picture)
    _edge(pen)
    small = _font("OsnowaSans-Bold.ttf", 34)
    plain = _font("OsnowaSans-Regular.ttf", 32)
    if over:
        pen.text((MARGIN, MARGIN + EDGE), _cut(pen, over, small), font=small, fill=MADDER)
    lines, font = _title(pen, title)
    y = float(TITLE_TOP)
    for line in lines:
        pen.text((MARGIN, y), line, font=font, fill=INK)
        y += font.size * LINE
    pen.line((MARGIN, HEIGHT - FOOT, WIDTH - MARGIN, HEIGHT - FOOT), fill=SPRUCE, width=3)
    if below:
        pen.text((MARGIN, HEIGHT - FOOT + 28), _cut(pen, below, plain), font=plain, fill=MUTED)
    kept = io.BytesIO()
    picture.quantize(colors=64).save(kept, format="PNG", optimize=True)
    return kept.getvalue()


def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(Path(settings.PAPER_FONTS) / name), size)


def _edge(pen: ImageDraw.ImageDraw) -> None:
    """The woven band of the masthead: threads of warp and weft, one over, one under."""
    pen.rectangle((0, 0, WIDTH, EDGE), fill=SPRUCE)
    for number, x in enumerate(range(0, WIDTH, EDGE)):
        y = 4 if number % 2 else 16
        pen.rectangle((x + 6, y, x + EDGE - 6, y + 8), fill=LINEN)


def _title(pen: ImageDraw.ImageDraw, title: str) -> tuple[list[str], ImageFont.FreeTypeFont]:
    for size in TITLE_SIZES:
        font = _font("Brygada1918-Bold.ttf", size)
        lines = _wrapped(pen, title, font)
        if len(lines) <= _most(font) and all(_width(pen, line, font) <= WIDTH - 2 * MARGIN for line in lines):
            return lines, font
    most, lines = _most(font), [_cut(pen, line, font) for line in lines]
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(pen, f"{lines[most - 1]} …", font)]
    return lines, font


def _most(font: ImageFont.FreeTypeFont) -> int:
    """How many lines find room between the kind and the foot."""
    return int((HEIGHT - FOOT - 10 - TITLE_TOP) / (font.size * LINE))


def _wrapped(pen: ImageDraw.ImageDraw, words: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """Lines that fit; a word of one or two letters never ends a line, as Polish typography has it."""
    lines: list[str] = []
    line = ""
    for word in words.split():
        wider = f"{line} {word}".strip()
        if not line or _width(pen, wider, font) <= WIDTH - 2 * MARGIN:
            line = wider
            continue
        kept, _space, last = line.rpartition(" ")
        if kept and len(last) == 1:
            lines.append(kept)
            line = f"{last} {word}"
        else:
            lines.append(line)
            line = word
    return [*lines, line] if line else lines


def _width(pen: ImageDraw.ImageDraw, words: str, font: ImageFont.FreeTypeFont) -> float:
    return pen.textlength(words, font=font)


def _cut(pen: ImageDraw.ImageDraw, words: str, font: ImageFont.FreeTypeFont) -> str:
    if _width(pen, words, font) <= WIDTH - 2 * MARGIN:
        return words
    while words and _width(pen, f"{words}…", font) > WIDTH - 2 * MARGIN:
        words = words[:-1]
    return f"{words.rstrip()}…"
