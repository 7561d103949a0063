"""Simple HTML as paragraphs, headings, lists of plain pieces and pictures, for paper."""

from html.parser import HTMLParser
from typing import TypedDict

Piece = dict[str, str]  # "text", and "address" where it is a link
BREAK = "\n"


class Block(TypedDict):
    kind: str
    pieces: list[Piece]


KINDS = {"h2": "heading", "h3": "heading", "p": "text", "li": "point"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, list[Piece]]] = []
        self.address = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in KINDS:
            self.found.append((KINDS[tag], []))
        elif tag == "a":
            self.address = dict(attrs).get("href") or ""
        elif tag == "img":
            said = dict(attrs)
            self.found.append(
                ("picture", [{"text": said.get("alt") or "", "address": said.get("src") or ""}])
            )
        elif tag == "br" and self.found:
            self.found[-1][1].append({"text": BREAK, "address": ""})

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.address = ""

    def handle_data(self, data: str) -> None:
        said = " ".join(data.split())
        if said and self.found:
            lead = " " if data[:1].isspace() else ""
            trail = " " if data[-1:].isspace() else ""
            self.found[-1][1].append({"text": f"{lead}{said}{trail}", "address": self.address})


def blocks_of(page: str) -> list[Block]:
    """`{"kind": "heading" | "text" | "point" | "picture", "pieces": [{"text", "address"}]}`, in order; no empty ones.

    A picture has one piece: what is seen in it (empty where it decorates), and where it lies.
    """
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return [{"kind": kind, "pieces": pieces} for kind, pieces in reader.found if pieces]
