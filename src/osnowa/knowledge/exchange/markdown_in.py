"""Reading a text written in Markdown."""

import re
from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from osnowa.knowledge.exchange import front
from osnowa.knowledge.exchange.assembly import assembled
from osnowa.knowledge.exchange.shapes import Imported
from osnowa.knowledge.exchange.tree import cleaned, parse
from osnowa.lib.errors import RuleBroken

LONGEST = 400_000  # letters: a book of 200 pages
MOST_MARKS = 60_000  # tokens; a text has one for every few words
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_RAW = re.compile(
    r"<\s*/?\s*(?:script|style|svg|math|iframe|object|embed|form|input|link|meta)\b", re.IGNORECASE
)


def decoded(content: bytes) -> tuple[str, bool]:
    """The letters of a file, and whether they had to be guessed (it was not written in UTF-8).

    Raises RuleBroken (`kind`) for what is no text.
    """
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace"), False
    if b"\x00" in content:
        raise RuleBroken(_("This is no text. Save it as Markdown or DOCX."), code="kind", field="file")
    try:
        return content.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        return content.decode("cp1250", errors="replace"), True


def read_markdown(
    written: str, *, pictures: Mapping[str, bytes] | Callable[[str], bytes | None] | None = None
) -> Imported:
    """The facts, the opening and the blocks of a text in Markdown (CommonMark with tables).

    `pictures`: the files that it names, by the name as the text says it; what is not among them is left out with a
    warning, nothing is fetched. HTML in the text is read as if it were Markdown; scripts, drawings, frames go.
    Raises RuleBroken (field `file`): `too_big`, `empty`.
    """
    if len(written) > LONGEST:
        raise RuleBroken(
            _("This text is too long: %(limit)d letters are the most. Divide it.") % {"limit": LONGEST},
            code="too_big",
            field="file",
        )
    written = _CONTROL.sub("", written.replace("\r\n", "\n").replace("\r", "\n"))
    facts = front.split(written)
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    tokens = reader.parse(facts.text)
    if len(tokens) > MOST_MARKS:
        raise RuleBroken(
            _("This text is cut into too many parts to be an article."), code="too_big", field="file"
        )
    tree = parse(cleaned(reader.renderer.render(tokens, reader.options, {})))
    warnings = list(facts.warnings)
    if _RAW.search(facts.text):
        warnings.append(_("Scripts, drawings, frames and forms written as HTML were left out."))
    find = pictures.get if isinstance(pictures, Mapping) else pictures or (lambda _name: None)
    return assembled(tree, facts.facts, find, warnings)
