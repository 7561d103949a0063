"""From a tree of anything to the rich text that the editor knows: paragraphs, headings, lists, bold, italic, links."""

from collections.abc import Iterable

from osnowa.knowledge.exchange.tree import HEADINGS, Child, Node, to_html
from osnowa.lib import text

_SAME = {"strong": "b", "em": "i", "b": "b", "i": "i"}


def rich(nodes: Iterable[Child], *, headings: bool = True) -> str:
    """Rich text as the editor keeps it. Without `headings`, they become bold paragraphs."""
    return to_html([*_blocks(nodes, headings=headings)])


def inline(nodes: Iterable[Child]) -> list[Child]:
    """Only what stands within a line: bold, italic, links, breaks. Pictures are left out; spaces are single."""
    return _trimmed(_inline(nodes))


def _inline(nodes: Iterable[Child]) -> list[Child]:
    kept: list[Child] = []
    for node in nodes:
        if isinstance(node, str):
            _add_words(kept, node)
        elif node.tag == "br":
            kept.append(Node("br"))
        elif node.tag in _SAME:
            kept.extend(_wrapped(_SAME[node.tag], {}, _inline(node.children)))
        elif node.tag == "a" and node.attrs.get("href", "#")[:1] != "#":
            kept.extend(_wrapped("a", {"href": node.attrs["href"]}, _inline(node.children)))
        elif node.tag != "img":
            for child in _inline(node.children):
                if isinstance(child, str):
                    _add_words(kept, child)
                else:
                    kept.append(child)
    return kept


def _add_words(kept: list[Child], words: str) -> None:
    words = text.clean(f"|{words}|")[1:-1]  # the spaces at both ends stay, as one each
    if kept and isinstance(kept[-1], str):
        kept[-1] = text.clean(f"|{kept[-1]}{words}|")[1:-1]
    elif words:
        kept.append(words)


def _wrapped(tag: str, attrs: dict[str, str], children: list[Child]) -> list[Child]:
    return [Node(tag, attrs, children)] if any(_says(child) for child in children) else children


def _says(child: Child) -> bool:
    return bool(child.strip()) if isinstance(child, str) else bool(child.words())


def _trimmed(nodes: list[Child]) -> list[Child]:
    """Without spaces and breaks at both ends."""
    nodes = list(nodes)
    while nodes and (
        _is_break(nodes[0]) or nodes[0] == "" or (isinstance(nodes[0], str) and not nodes[0].strip())
    ):
        nodes.pop(0)
    while nodes and (_is_break(nodes[-1]) or (isinstance(nodes[-1], str) and not nodes[-1].strip())):
        nodes.pop()
    if nodes and isinstance(nodes[0], str):
        nodes[0] = nodes[0].lstrip()
    if nodes and isinstance(nodes[-1], str):
        nodes[-1] = nodes[-1].rstrip()
    return nodes


def _is_break(node: Child) -> bool:
    return isinstance(node, Node) and node.tag == "br"


def _blocks(nodes: Iterable[Child], *, headings: bool) -> list[Child]:
    """Block after block; loose words between them become paragraphs."""
    kept: list[Child] = []
    loose: list[Child] = []

    def settle() -> None:
        line = inline(loose)
        loose.clear()
        if any(_says(child) for child in line):
            kept.append(Node("p", {}, line))

    for node in nodes:
        if isinstance(node, str) or node.tag in {"b", "strong", "i", "em", "a", "br", "img"}:
            loose.append(node)
            continue
        settle()
        if node.tag in HEADINGS:
            line = inline(_unbold(node.children))
            if any(_says(child) for child in line):
                kept.append(
                    Node("h2" if node.tag in {"h1", "h2"} else "h3", {}, line)
                    if headings
                    else Node("p", {}, [Node("b", {}, line)])
                )
        elif node.tag in {"ul", "ol"}:
            items = [_item(item) for item in node.elements() if item.tag == "li"]
            items = [item for item in items if item.words()]
            if items:
                kept.append(Node(node.tag, {}, [*items]))
        else:  # p, pre, quotes and parts of tables: what they hold
            kept.extend(_blocks(node.children, headings=headings))
    settle()
    return kept


def _unbold(nodes: list[Child]) -> list[Child]:
    """A heading is bold by itself."""
    while len(nodes) == 1 and isinstance(nodes[0], Node) and nodes[0].tag in {"b", "strong"}:
        nodes = nodes[0].children
    return nodes


def _item(item: Node) -> Node:
    """One point of a list: its words, then the lists inside it. Its paragraphs are parted by breaks."""
    line: list[Child] = []
    inside: list[Child] = []
    for block in _blocks(item.children, headings=False):
        if isinstance(block, Node) and block.tag in {"ul", "ol"}:
            inside.append(block)
        elif isinstance(block, Node):
            if line:
                line.append(Node("br"))
            line.extend(block.children)
    return Node("li", {}, [*line, *inside])
