"""Own words of an issue, as people type them: paragraphs, lists, links. Plain text in, plain text or HTML out.

An empty line ends a paragraph, lines with a hyphen make a list, `[words](https://address)` is a link, and so is an
address by itself. Nothing else means anything, so nothing typed is ever HTML.
"""

import html
import re

_LINK = re.compile(r"\[([^\]\n]{1,200})\]\((https?://[^\s()<>\"']{1,500})\)|(https?://[^\s<>\"']{1,500})")
_BULLET = re.compile(r"^\s*[-•*–]\s+")
_END = ".,;:!?)»”"


def paragraphs(words: str) -> list[list[str]]:
    """Paragraphs, each as its lines; blank lines between them do not count."""
    found: list[list[str]] = [[]]
    for line in words.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if line.strip():
            found[-1].append(line.strip())
        elif found[-1]:
            found.append([])
    return [lines for lines in found if lines]


def as_html(words: str) -> str:
    """The words as HTML: `<p>`, `<ul>`, `<a>`, all else escaped."""
    made = []
    for lines in paragraphs(words):
        said = [line for line in lines if not _BULLET.match(line)]
        listed = [_BULLET.sub("", line) for line in lines if _BULLET.match(line)]
        if said:
            made.append(f"<p>{'<br>'.join(map(_line, said))}</p>")
        if listed:
            made.append("<ul>" + "".join(f"<li>{_line(line)}</li>" for line in listed) + "</ul>")
    return "\n".join(made)


def as_text(words: str) -> str:
    """The words for the text part: links as `words (address)`."""
    return "\n\n".join(
        "\n".join(_LINK.sub(_text_link, _BULLET.sub("- ", line)) for line in lines)
        for lines in paragraphs(words)
    )


def links_in(words: str) -> list[str]:
    """Every address in the words, in their order, without repeats."""
    return list(dict.fromkeys(_address(match) for match in _LINK.finditer(words)))


def _line(line: str) -> str:
    made, place = "", 0
    for match in _LINK.finditer(line):
        address = _address(match)
        label = match[1] or address
        rest = "" if match[1] else match[3][len(address) :]
        made += html.escape(line[place : match.start()])
        made += f'<a href="{html.escape(address)}">{html.escape(label)}</a>{html.escape(rest)}'
        place = match.end()
    return made + html.escape(line[place:])


def _address(match: re.Match[str]) -> str:
    return match[2] or match[3].rstrip(_END)


def _text_link(match: re.Match[str]) -> str:
    return f"{match[1]} ({match[2]})" if match[1] else match[0]
