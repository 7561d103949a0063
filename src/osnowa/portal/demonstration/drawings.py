"""Pictures of the demonstration that are drawn, not taken: nobody has to agree to be seen in them."""

import io

from PIL import Image, ImageDraw


def projector() -> bytes:
    """A PNG: a projector on a table, its light falls on a screen."""
    wide, high, twice = 1136, 480, 2
    picture = Image.new("RGB", (wide * twice, high * twice), "#f1eadb")
    pen = ImageDraw.Draw(picture)

    def at(*numbers: int) -> tuple[int, ...]:
        return tuple(number * twice for number in numbers)

    pen.polygon(at(300, 262, 690, 70, 690, 330), fill="#faf6ec")
    pen.rectangle(at(690, 52, 1030, 348), fill="#ffffff", outline="#1b211d", width=6 * twice)
    for number, length in enumerate((220, 260, 180)):
        pen.rectangle(at(726, 110 + number * 64, 726 + length, 134 + number * 64), fill="#1e4d3a")
    pen.line(at(860, 348, 860, 428), fill="#1b211d", width=8 * twice)
    pen.line(at(790, 428, 930, 428), fill="#1b211d", width=8 * twice)
    pen.rounded_rectangle(at(110, 216, 300, 310), radius=14 * twice, fill="#9e2a2b")
    pen.ellipse(at(262, 234, 318, 290), fill="#24507a")
    pen.rectangle(at(60, 322, 420, 340), fill="#a18667")
    for x in (90, 378):
        pen.rectangle(at(x, 340, x + 14, 428), fill="#a18667")
    kept = io.BytesIO()
    small = picture.resize((wide, high), Image.Resampling.LANCZOS)
    small.quantize(colors=48).save(kept, format="PNG", optimize=True)
    return kept.getvalue()
