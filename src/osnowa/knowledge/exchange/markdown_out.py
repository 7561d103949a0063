"""Writing a text as Markdown: what `read_markdown` reads back as the same blocks."""

import re

from osnowa.knowledge.exchange import front
from osnowa.knowledge.exchange.blocks import WORDS
from osnowa.knowledge.exchange.pieces import Piece, Shown, Written
from osnowa.knowledge.exchange.tree import Child, Node

_MARKS = re.compile(r"([\\`*_\[\]<>|])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_LINE_START = re.compile(r"^(\s*)([-+]|\d{1,9}[.)]|#{1,6}|=+|~{3,})(?=\s|$)")


def write_markdown(page: Written, *, pictures: str = "obrazy") -> str:
    """Facts above, then title and blocks. Pictures are named `obrazy/<file>`: they travel beside the text."""
    facts = {
        "title": page.title,
        "lead": page.lead,
        "kind": page.kind,
        "language": page.language,
        "topic": page.topic,
        "byline": page.byline,
        "licence": page.licence_key,
        "competences": ", ".join(page.competences),
        "summary_en": page.summary_en,
        **page.fields,
    }
    writer = _Writer(WORDS.get(page.language, WORDS["pl"]), pictures)
    blocks = [front.written(facts), f"# {_plain(page.title)}"]
    before: Piece | None = None
    for piece in page.pieces:
        if before is not None and before.kind in {"steps", "text"} and _begins_with_list(piece):
            blocks.append("<!-- -->")  # or the two lists would become one
        blocks.append(writer.block(piece))
        before = piece
    for chosen, words in page.chosen:
        blocks.append(
            f"## [{_plain(chosen.title)}]({_address(chosen.address)})\n\n{_plain(words or chosen.lead)}"
        )
    return "\n\n".join(block for block in blocks if block).rstrip() + "\n"


def _begins_with_list(piece: Piece) -> bool:
    return piece.kind == "text" and bool(piece.nodes) and piece.nodes[0].tag in {"ol", "ul"}


class _Writer:
    """Writes one block after another. `words`: of the format, in the text's language."""

    def __init__(self, words: dict[str, str], folder: str) -> None:
        self.words, self.folder = words, folder

    def block(self, piece: Piece) -> str:
        written: str = getattr(self, f"_{piece.kind}")(piece)
        return written

    def _text(self, piece: Piece) -> str:
        return _blocks([*piece.nodes])

    def _steps(self, piece: Piece) -> str:
        steps = [
            _indented(self._step(step), f"{number}. ") for number, step in enumerate(piece.steps, start=1)
        ]
        return "\n\n".join([f"## {self.words['steps']}", *steps])

    def _tip(self, piece: Piece) -> str:
        return _quoted(_after(f"**{self.words['warning' if piece.warning else 'tip']}**", piece.nodes))

    def _video(self, piece: Piece) -> str:
        link = ", ".join(_link(title, where) for title, where in piece.links)
        return _quoted(f"**{self.words['film']}** {link}\n\n{_blocks([*piece.nodes])}".rstrip())

    def _comparison(self, piece: Piece) -> str:
        return _table(piece)

    def _downloads(self, piece: Piece) -> str:
        links = "\n".join(f"- {_link(title, where)}" for title, where in piece.links)
        return _quoted(f"**{self.words['downloads']}**\n\n{links}")

    def _step(self, step: Piece) -> str:
        said = [f"**{_plain(step.title)}**", _blocks([*step.nodes])]
        if step.picture is not None:
            said.append(self._image(step.picture))
        return "\n\n".join(block for block in said if block)

    def _quote(self, piece: Piece) -> str:
        said = [_plain(line) for line in piece.words.splitlines() if line.strip()]
        if piece.who:
            said.append(f"— {_plain(piece.who)}")
        if piece.source:
            said.append(f"{self.words['source']} {_plain(piece.source)}")
        return _quoted("\n\n".join(said))

    def _picture(self, piece: Piece) -> str:
        if piece.picture is None:
            return ""
        image = self._image(piece.picture, piece.caption)
        return f"{image}\n*{self.words['credit']} {_plain(piece.credit)}*" if piece.credit else image

    def _image(self, shown: Shown, caption: str = "") -> str:
        title = ' "' + caption.replace("\\", "\\\\").replace('"', '\\"') + '"' if caption else ""
        return f"![{_plain(shown.alt)}]({self.folder}/{shown.name}{title})"


def _link(title: str, address: str) -> str:
    return f"[{_plain(title)}]({_address(address)})"


def _table(piece: Piece) -> str:
    width = len(piece.headers)
    rows = [piece.headers, ["---"] * width, *piece.rows]
    lines = [
        "| " + " | ".join(cell if n == 1 else _cell(cell) for cell in row) + " |"
        for n, row in enumerate(rows)
    ]
    table = "\n".join(lines)
    return f"*{_plain(piece.caption)}*\n\n{table}" if piece.caption else table


def _cell(said: str) -> str:
    return _plain(" ".join(said.split()))


# Rich text


def _blocks(nodes: list[Child]) -> str:
    """Paragraphs, headings and lists, a blank line between them."""
    said: list[str] = []
    before = ""
    for node in nodes:
        if isinstance(node, str):
            continue
        if node.tag in {"ul", "ol"} and before == node.tag:
            said.append("<!-- -->")
        before = node.tag
        if node.tag in {"h2", "h3", "h4"}:
            said.append("#" * int(node.tag[1]) + " " + _line(node.children).replace("\n", " "))
        elif node.tag in {"ul", "ol"}:
            said.append(_list(node))
        else:
            said.append(_start_escaped(_line(node.children)))
    return "\n\n".join(block for block in said if block.strip())


def _list(node: Node) -> str:
    items = []
    for number, item in enumerate(node.elements(), start=1):
        mark = f"{number}. " if node.tag == "ol" else "- "
        inline = [child for child in item.children if isinstance(child, str) or child.tag not in {"ul", "ol"}]
        inner = [child for child in item.elements() if child.tag in {"ul", "ol"}]
        said = "\n".join([_start_escaped(_line(inline)), *(_list(one) for one in inner)])
        items.append(_indented(said, mark))
    return "\n".join(items)


def _line(nodes: list[Child]) -> str:
    """The words of a line with their marks; a break is a backslash at the line's end."""
    said = ""
    for node in nodes:
        if isinstance(node, str):
            said += _plain(node)
        elif node.tag == "br":
            said = said.rstrip() + "\\\n"
        elif node.tag in {"b", "strong"}:
            said += _marked(node, "**")
        elif node.tag in {"i", "em"}:
            said += _marked(node, "*")
        elif node.tag == "a":
            said += f"[{_line(node.children)}]({_address(node.attrs.get('href', ''))})"
        else:
            said += _line(node.children)
    return said


def _marked(node: Node, mark: str) -> str:
    """Marks stand close to words; the spaces go outside. Where Markdown could not tell them, HTML does."""
    inside = _line(node.children)
    words = inside.strip()
    if not words:
        return inside
    before = inside[: len(inside) - len(inside.lstrip())]
    after = inside[len(inside.rstrip()) :]
    if words[0].isalnum() and words[-1].isalnum() and mark not in words:
        return f"{before}{mark}{words}{mark}{after}"
    tag = "b" if mark == "**" else "i"
    return f"{before}<{tag}>{words}</{tag}>{after}"


def _after(start: str, nodes: list[Node]) -> str:
    """A bold beginning, and the text right behind it where it begins with a paragraph."""
    if nodes and nodes[0].tag == "p":
        return f"{start} {_blocks([*nodes])}"
    return f"{start}\n\n{_blocks([*nodes])}"


def _quoted(said: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in said.split("\n"))


def _indented(said: str, mark: str) -> str:
    first, *others = said.split("\n")
    return "\n".join([mark + first, *(" " * len(mark) + line if line else "" for line in others)])


def _plain(said: str) -> str:
    """Signs that mean something in Markdown stand for themselves."""
    return _ENTITY.sub("&amp;", _MARKS.sub(r"\\\1", said))


def _start_escaped(said: str) -> str:
    """A paragraph that begins like a list or a heading is none."""
    return _LINE_START.sub(lambda found: _number_escaped(found[1], found[2]), said)


def _number_escaped(space: str, start: str) -> str:
    return f"{space}{start[:-1]}\\{start[-1]}" if start[0].isdigit() else f"{space}\\{start}"


def _address(address: str) -> str:
    """An address as a link holds it; one with brackets or spaces of its own stands between signs."""
    address = address.replace("<", "%3C").replace(">", "%3E")
    return f"<{address}>" if any(sign in address for sign in "() ") else address
