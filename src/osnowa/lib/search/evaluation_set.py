"""A measuring set as people write it: documents, and searches whose right answers are known."""

import html
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from osnowa.lib.search.entries import Entry
from osnowa.lib.search.words import read

KIND = "evaluation"
SHAPE = '{"documents": [{"id", "title", "text"}], "queries": [{"query", "relevant"}]}'
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->", re.DOTALL)
_NOT_SHOWN = re.compile(r"<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_IN_A_WORD = re.compile(r"</?(?:a|abbr|b|code|em|i|mark|small|span|strong|sub|sup|u)\b[^<>]*>", re.IGNORECASE)


class NotASet(ValueError):
    """The file is no set: says what is wrong with it."""


@dataclass(frozen=True)
class Query:
    """What is typed, and the numbers of the documents that are right: places in `Set.documents`."""

    words: str
    relevant: frozenset[str]


@dataclass(frozen=True)
class Set:
    """`documents`: each known to the index by its place; `ids`: as the file calls them. `remarks`: what was odd and
    how it was taken, in sentences.
    """

    documents: tuple[Entry, ...]
    ids: tuple[str, ...]
    queries: tuple[Query, ...]
    remarks: tuple[str, ...] = field(default=())


def read_set(path: Path) -> Set:
    """The set in the file. Ids may be numbers or words, `relevant` one id, several, or {id: grade}.

    Raises NotASet, OSError.
    """
    said = _said(path)
    texts, same = _documents(said["documents"], path)
    places = {key: str(place) for place, key in enumerate(texts)}
    queries: list[Query] = []
    empty = unknown = 0
    for number, one in enumerate(said["queries"], start=1):
        if not isinstance(one, dict) or "query" not in one or "relevant" not in one:
            raise NotASet(f'{path}: query number {number} must be {{"query", "relevant"}}.')
        words, right = _text(one["query"]), _ids(one["relevant"], f"{path}: query number {number}")
        unknown += sum(key not in places for key in right)
        if right and read(words).words:
            # what is not there counts as not found
            queries.append(Query(words, frozenset(places.get(key, f"? {key}") for key in right)))
        else:
            empty += 1
    if not queries:
        raise NotASet(f"{path} has no query with words and a right answer.")
    remarks = (
        (same, "documents had the id of an earlier one: the last counts."),
        (empty, "queries were left out: no words, or no right answer named."),
        (unknown, "right answers are no documents of the set: they count as not found."),
    )
    return Set(
        tuple(Entry(KIND, place, title, text, "") for place, (title, text) in enumerate(texts.values())),
        tuple(texts),
        tuple(queries),
        tuple(f"{number} {sentence}" for number, sentence in remarks if number),
    )


def _said(path: Path) -> dict[str, Any]:
    try:
        raw = path.read_bytes()
    except IsADirectoryError as error:
        raise NotASet(f"{path} is a folder, not a file.") from error
    except FileNotFoundError as error:
        raise NotASet(f"{path} is not there.") from error
    try:
        said = json.loads(raw.decode("utf-16" if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"))
    except UnicodeDecodeError as error:
        raise NotASet(f"{path} is no text in UTF-8: byte {error.start} cannot be read.") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise NotASet(f"{path} is no JSON: {error}.") from error
    if not isinstance(said, dict) or not all(
        isinstance(said.get(name), list) for name in ("documents", "queries")
    ):
        raise NotASet(f"{path} must be {SHAPE}; lists of both are wanted.")
    if not said["documents"] or not said["queries"]:
        raise NotASet(f"{path} has no documents or no queries.")
    return said


def _documents(said: Iterable[Any], path: Path) -> tuple[dict[str, tuple[str, str]], int]:
    """Titles and texts by id, and how many ids were there before."""
    texts: dict[str, tuple[str, str]] = {}
    number = 0
    for number, one in enumerate(said, start=1):
        if not isinstance(one, dict) or "id" not in one:
            raise NotASet(f'{path}: document number {number} must be {{"id", "title", "text"}}.')
        key = _id(one["id"], f"{path}: document number {number}")
        texts[key] = _text(one.get("title")), _text(one.get("text"))
    return texts, number - len(texts)


def _ids(said: Any, where: str) -> list[str]:
    if isinstance(said, dict):
        return [_id(one, where) for one, grade in said.items() if grade]
    several = said if isinstance(said, list) else [] if said is None else [said]
    return list(dict.fromkeys(_id(one, where) for one in several))


def _id(said: Any, where: str) -> str:
    """1, 1.0, "1" and " 1" are the same id."""
    if isinstance(said, float) and said.is_integer():
        said = int(said)
    if isinstance(said, bool) or not isinstance(said, (int, float, str)) or not str(said).strip():
        raise NotASet(f"{where}: an id must be a number or a word, not {json.dumps(said)[:60]}.")
    return str(said).strip()


def _text(said: Any) -> str:
    """Words without markup; halves of signs, which no database keeps, are taken away."""
    if isinstance(said, list):
        said = "\n".join(map(_text, said))
    words = "" if said is None else str(said)
    if "<" in words:
        words = _MARKUP.sub(" ", _IN_A_WORD.sub("", _NOT_SHOWN.sub(" ", words)))
    if "&" in words:
        words = html.unescape(words)
    return words.encode("utf-8", "replace").decode("utf-8")
