"""The words around a text that is written out: what it is, what stands above its blocks, what is said about it."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from osnowa.knowledge.exchange.pieces import Piece, Written
from osnowa.ui import words


def kind_word(text: Written) -> str:
    """What the paper is, in one word, as it stands above the title."""
    said = {
        "guide": _("Guide"),
        "story": _("Story of an organisation"),
        "tool": _("Tool"),
        "event": _("Report of an event"),
        "collection": _("Collection"),
        "news": _("News"),
    }
    return said.get(text.kind, _("Article"))


def about(text: Written) -> list[tuple[str, str]]:
    """Author, day, licence, address and how to cite: label and value."""
    rows = [
        (_("Author"), text.byline),
        (_("Publisher"), text.publisher),
        (_("Published"), words.short_date(text.published_on) if text.published_on else ""),
        (pgettext("of a text", "Licence"), f"{text.licence.name}, {text.licence.url}"),
        (_("Address"), text.address),
        (_("How to cite"), text.citation),
    ]
    return [(label, words.join_words(value)) for label, value in rows if value]


def ends_with_heading(piece: Piece | None) -> bool:
    """Steps that follow a heading need none of their own."""
    return piece is not None and piece.kind == "text" and bool(piece.nodes) and piece.nodes[-1].tag == "h2"


def title_of(piece: Piece, *, heading: bool = True) -> str:
    """The words that stand above a block."""
    if piece.kind == "steps":
        return _("Step by step") if heading else ""
    if piece.kind == "tip":
        return pgettext("part of a text", "Watch out" if piece.warning else "Tip")
    if piece.kind == "video":
        return _("Film")
    return _("Files to download") if piece.kind == "downloads" else piece.title
