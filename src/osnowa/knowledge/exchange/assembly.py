"""From a tree and the facts above it to what was read: title, lead, blocks, pictures, and what to look at."""

import re
from collections.abc import Callable
from html import escape
from urllib.parse import unquote

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from osnowa.knowledge import rules
from osnowa.knowledge.exchange import front
from osnowa.knowledge.exchange.blocks import Sorter, body_and_parts
from osnowa.knowledge.exchange.drawn import drawn_anew
from osnowa.knowledge.exchange.fields import NAMES
from osnowa.knowledge.exchange.shapes import FoundPicture, Imported
from osnowa.knowledge.exchange.tree import HEADINGS, Child, Node
from osnowa.knowledge.models import Topic
from osnowa.lib import text
from osnowa.lib.errors import RuleBroken

LONGEST_TITLE, LONGEST_LEAD, LONGEST_SUMMARY = 255, 300, 600
MOST_PICTURES, MOST_WARNINGS = 40, 40
KNOWN = {
    "language": ("pl", "en"),
    "kind": ("article", "guide", "story", "tool", "event", "news", "collection"),
    "topic": tuple(Topic.values),
    "licence": tuple(rules.LICENCES),
}
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")

Find = Callable[[str], bytes | None]


def assembled(tree: Node, facts: dict[str, str], find: Find, warnings: list[str]) -> Imported:
    """`find`: the bytes of a picture by the name that the text says, or None.

    Raises RuleBroken (`empty`, field `file`) where nothing was read.
    """
    found = Imported(warnings=warnings)
    nodes = _without_spaces(tree.children)
    _take_facts(found, facts)
    nodes = _take_title(found, nodes)
    nodes = _relevelled(_take_lead(found, nodes))
    keeper = _Keeper(found, find)
    found.body_html, found.parts = body_and_parts(Sorter(keeper.keep, keeper.warn).sort(nodes))
    if not found.body_html and not found.parts and found.lead and not facts.get("lead"):
        found.body_html = f"<p>{escape(found.lead)}</p>"  # a text of one paragraph
    if not found.body_html and not found.parts:
        raise RuleBroken(_("There is no text in this file."), code="empty", field="file")
    if keeper.left_out:
        said = ngettext(
            "%(count)d picture was left out: it is not in the file, or it is neither JPEG nor PNG.",
            "%(count)d pictures were left out: they are not in the file, or they are neither JPEG nor PNG.",
            keeper.left_out,
        )
        found.warnings.append(said % {"count": keeper.left_out})
    del found.warnings[MOST_WARNINGS:]
    return found


def _without_spaces(nodes: list[Child]) -> list[Child]:
    return [node for node in nodes if not isinstance(node, str) or node.strip()]


def _take_facts(found: Imported, facts: dict[str, str]) -> None:
    found.title = facts.get("title", "")[:LONGEST_TITLE]
    found.lead = facts.get("lead", "")
    found.byline = facts.get("byline", "")[:200]
    found.summary_en = facts.get("summary_en", "")[:LONGEST_SUMMARY]
    found.competences = front.several(facts.get("competences", ""))
    found.facts = {name: value for name, value in facts.items() if name in NAMES}
    for name, known in KNOWN.items():
        value = facts.get(name, "").lower()
        if value and value not in known:
            said = _("“%(name)s: %(value)s” is not known here. Known are: %(known)s.")
            found.warnings.append(said % {"name": name, "value": value[:40], "known": ", ".join(known)})
        elif value:
            setattr(found, name, value)


def _take_title(found: Imported, nodes: list[Child]) -> list[Child]:
    """The first block, where it is a heading of the first level (or of any, where the facts say no title)."""
    first = nodes[0] if nodes else None
    if isinstance(first, Node) and first.tag in HEADINGS and first.words():
        same = text.fold(first.words()) == text.fold(found.title)
        if same or (first.tag == "h1" and not found.title) or not found.title:
            found.title = found.title or first.words()[:LONGEST_TITLE]
            return nodes[1:]
    if not found.title:
        found.warnings.append(_("The text has no title. Write one."))
    return nodes


def _relevelled(nodes: list[Child]) -> list[Child]:
    """Headings counted from the second level on, whichever the file begins with."""
    headings = [node for node in nodes if isinstance(node, Node) and node.tag in HEADINGS]
    if headings:
        shift = 1 - min(HEADINGS.index(node.tag) for node in headings)
        for node in headings:
            node.tag = HEADINGS[min(HEADINGS.index(node.tag) + shift, len(HEADINGS) - 1)]
    return nodes


def _take_lead(found: Imported, nodes: list[Child]) -> list[Child]:
    """Where the facts say no lead: the first paragraph, where it is short; else its first sentence, and it stays."""
    if found.lead:
        if len(found.lead) > LONGEST_LEAD:
            found.lead = _cut(found.lead)
            found.warnings.append(
                _("“In short” was cut to %(limit)d characters. Look at it.") % {"limit": LONGEST_LEAD}
            )
        return nodes
    first = nodes[0] if nodes else None
    if not isinstance(first, Node) or first.tag != "p" or not first.words():
        found.warnings.append(
            _("The text does not begin with a sentence that says what the reader gains. Write it.")
        )
        return nodes
    said = first.words()
    if len(said) <= LONGEST_LEAD and len(nodes) > 1 and not first.all("img", "a"):
        found.lead = said
        found.warnings.append(
            _("The first paragraph was taken as “in short”. Look whether it says what the reader gains.")
        )
        return nodes[1:]
    found.lead = _cut(said)
    found.warnings.append(
        _("The beginning of the text was taken as “in short”. Look whether it says what the reader gains.")
    )
    return nodes


def _cut(said: str) -> str:
    """Whole sentences that fit; where the first one is too long, whole words."""
    kept = ""
    for sentence in _SENTENCE.split(said):
        longer = f"{kept} {sentence}".strip()
        if len(longer) > LONGEST_LEAD:
            break
        kept = longer
    return kept or said[: LONGEST_LEAD - 1].rsplit(" ", 1)[0] + "…"


class _Keeper:
    """Keeps each picture of the file once, drawn anew; tells what is missing."""

    def __init__(self, found: Imported, find: Find) -> None:
        self.found, self.find = found, find
        self.keys: dict[str, str] = {}
        self.left_out = 0

    def warn(self, said: str) -> None:
        if len(self.found.warnings) < MOST_WARNINGS:
            self.found.warnings.append(said)

    def keep(self, address: str, alt: str) -> str:
        key = self.keys.get(address)
        if key is None:
            key = self.keys[address] = self._kept(address, alt)
        if not key:
            self.left_out += 1
        elif not rules.says_what_is_seen(alt):
            name = unquote(address).rsplit("/", 1)[-1][:60]
            self.warn(
                _("Picture “%(name)s” has no description for those who cannot see it. Add one.")
                % {"name": name}
            )
        return key

    def _kept(self, address: str, alt: str) -> str:
        if len(self.found.pictures) >= MOST_PICTURES:
            return ""
        content = self.find(address)
        if content is None:
            content = self.find(unquote(address))
        drawn = drawn_anew(content) if content else None
        if drawn is None:
            return ""
        key = f"picture-{len(self.found.pictures) + 1}"
        stem = text.slug(unquote(address).rsplit("/", 1)[-1].rsplit(".", 1)[0]) or key
        self.found.pictures.append(FoundPicture(key, f"{stem}.{drawn.ending}", drawn.content, alt))
        return key
