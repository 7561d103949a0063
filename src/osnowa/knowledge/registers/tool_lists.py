"""Reads lists of tools that others keep into plain candidates, each list under its own licence.

A row that cannot be read is told by its number and left out; the rest is taken. Nothing here is our wording.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from osnowa.lib import text

LARGEST = 20_000_000  # bytes; the larger of the known lists has half a megabyte
MOST_ROWS = 20_000
LONGEST_NAME, LONGEST_KEY, LONGEST_LINE, LONGEST_TEXT, MOST_ITEMS = 120, 120, 200, 1000, 30
LONGEST_ADDRESS = 300


def gettext_noop(message: str) -> str:
    return message


class ListFaultyError(Exception):
    """No list that can be read. `words` is an English message to translate, filled with `values`."""

    def __init__(self, words: str, **values: object) -> None:
        super().__init__(words % values if values else words)
        self.words = words
        self.values = values

    def told(self, translate: Callable[[str], str]) -> str:
        return translate(self.words) % self.values if self.values else translate(self.words)


@dataclass(frozen=True)
class ToolList:
    """Whose list it is and what may be done with it. The attribution is shown wherever its facts are."""

    key: str
    name: str
    address: str
    licence: str
    licence_url: str
    attribution: str


LISTS: dict[str, ToolList] = {
    one.key: one
    for one in (
        ToolList(
            "awesome-selfhosted",
            "awesome-selfhosted-data",
            "https://github.com/awesome-selfhosted/awesome-selfhosted-data",
            "CC BY-SA 3.0",
            "https://creativecommons.org/licenses/by-sa/3.0/",
            "awesome-selfhosted contributors (github.com/awesome-selfhosted/awesome-selfhosted-data), CC BY-SA 3.0",
        ),
        ToolList(
            "european-alternatives",
            "european-alternatives.eu-free-open-source",
            "https://european-alternatives.eu/",
            "CC BY-SA 4.0",
            "https://creativecommons.org/licenses/by-sa/4.0/",
            "contributors of european-alternatives.eu-free-open-source, CC BY-SA 4.0",
        ),
    )
}


@dataclass(frozen=True)
class Candidate:
    """One readable row. `facts`: website, source_url, licences, description, platforms, tags, replaces, own_server,
    service_url, updated: what the list gave of them, as text or lists of text.
    """

    source: str
    key: str
    name: str
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Fault:
    """Row number from 1, its name where it has one, and why it was left out (English, to translate)."""

    row: int
    name: str
    words: str


@dataclass
class Reading:
    candidates: list[Candidate] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read(content: bytes) -> Reading:
    """Read a file. The kind of list is told by its rows' keys.

    Raises ListFaultyError for what is no list at all; faulty rows are in `Reading.faults`.
    """
    if len(content) > LARGEST:
        raise ListFaultyError(gettext_noop("The file is larger than any such list (20 MB)."))
    try:
        rows = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise ListFaultyError(gettext_noop("The file is not JSON.")) from None
    if not isinstance(rows, list):
        raise ListFaultyError(gettext_noop("The file holds no list of tools."))
    if len(rows) > MOST_ROWS:
        raise ListFaultyError(gettext_noop("The list has more than %(most)d rows."), most=MOST_ROWS)
    reading, seen = Reading(), set()
    for number, raw in enumerate(rows, start=1):
        name = _line(raw.get("name"), LONGEST_NAME) if isinstance(raw, dict) else ""
        try:
            one = _candidate(raw, name)
        except ListFaultyError as faulty:
            reading.faults.append(Fault(number, name, faulty.words))
            continue
        if (one.source, one.key) in seen:
            twice = gettext_noop("The same tool stands in the list twice.")
            reading.faults.append(Fault(number, name, twice))
            continue
        seen.add((one.source, one.key))
        reading.candidates.append(one)
    return reading


def _candidate(raw: Any, name: str) -> Candidate:
    if not isinstance(raw, dict):
        raise ListFaultyError(gettext_noop("The row is no record."))
    if not name:
        raise ListFaultyError(gettext_noop("The tool has no name."))
    if "licenses" in raw and "website_url" in raw:
        return _of_awesome(raw, name)
    if "replacesTools" in raw and "website" in raw:
        return _of_alternatives(raw, name)
    raise ListFaultyError(gettext_noop("The row is of no known list."))


def _of_awesome(raw: Mapping[str, Any], name: str) -> Candidate:
    facts = {
        "website": _address(raw.get("website_url")),
        "source_url": _address(raw.get("source_code_url")),
        "licences": _lines(raw.get("licenses")),
        "description": _line(raw.get("description"), LONGEST_TEXT),
        "platforms": _lines(raw.get("platforms")),
        "tags": _lines(raw.get("tags")),
        "own_server": True,
        "updated": _line(raw.get("updated_at"), 10),
    }
    return _made("awesome-selfhosted", raw.get("slug"), name, facts)


def _of_alternatives(raw: Mapping[str, Any], name: str) -> Candidate:
    facts = {
        "website": _address(raw.get("website")),
        "source_url": _address(raw.get("github")),
        "licences": [one for one in [_line(raw.get("license"), 80)] if one],
        "description": _line(raw.get("tagline"), LONGEST_TEXT),
        "platforms": _lines(raw.get("platforms")),
        "tags": _lines(raw.get("categories")),
        "replaces": _lines(raw.get("replacesTools")),
        "own_server": raw.get("selfHostable") is True,
        "service_url": _address(raw.get("hostedService")),
        "updated": _line(raw.get("lastUpdated"), 10),
    }
    return _made("european-alternatives", raw.get("id"), name, facts)


def _made(source: str, key: Any, name: str, facts: Mapping[str, Any]) -> Candidate:
    if not facts["website"]:
        raise ListFaultyError(gettext_noop("The tool has no address (http or https)."))
    if not facts["licences"]:
        raise ListFaultyError(gettext_noop("The tool has no licence."))
    kept = {fact: value for fact, value in facts.items() if value not in ("", [], False)}
    return Candidate(
        source, text.slug(_line(key, LONGEST_KEY) or name, longest=LONGEST_KEY) or name, name, kept
    )


def _line(value: Any, longest: int) -> str:
    return text.clean(value)[:longest].strip() if isinstance(value, str) else ""


def _lines(value: Any) -> list[str]:
    items = [_line(one, LONGEST_LINE) for one in value[:MOST_ITEMS]] if isinstance(value, list) else []
    return [one for one in items if one]


def _address(value: Any) -> str:
    """Only what a browser may open; anything else (javascript:, a path, too long) is left out."""
    line = text.clean(value) if isinstance(value, str) else ""
    fits = len(line) <= LONGEST_ADDRESS and " " not in line and line.startswith(("https://", "http://"))
    return line if fits else ""


# Their words for what a tool is for and where it works -> the keys of our catalogue
_TASKS = {
    "Content Management Systems (CMS)": "website", "Blogging Platforms": "website", "cms": "website",
    "Software Development - Project Management": "projects", "Task Management & To-do Lists": "projects",
    "projektmanagement": "projects", "Time Tracking": "projects", "zeiterfassung": "projects",
    "Communication - Custom Communication Systems": "chat", "kommunikation": "chat",
    "Money, Budgeting & Management": "accounts", "erp": "accounts", "Resource Planning": "accounts",
    "Communication - Social Networks and Forums": "social", "social-media": "social",
    "Analytics": "statistics", "analytics": "statistics",
    "Wikis": "notes", "wiki": "notes", "Note-taking & Editors": "notes", "notizen": "notes",
    "Knowledge Management Tools": "notes", "Photo Galleries": "media", "video-audio": "media",
    "Media Streaming - Video Streaming": "media", "bildbearbeitung": "graphics",
    "Polls and Events": "events", "Conference Management": "events", "Booking and Scheduling": "dates",
    "Calendar & Contacts": "dates", "kalender": "dates", "Groupware": "files",
    "File Transfer & Synchronization": "files", "File Transfer - Web-based File Managers": "files",
    "cloud-speicher": "files", "Document Management": "files",
    "File Transfer - Single-click & Drag-n-drop Upload": "backup", "backup": "backup",
    "Learning and Courses": "learning", "Communication - Email - Mailing Lists and Newsletters": "newsletter",
    "Communication - Video Conferencing": "meetings", "videokonferenzen": "meetings",
    "Customer Relationship Management (CRM)": "contacts", "crm": "contacts", "Password Managers": "passwords",
    "passwort-manager": "passwords", "Office Suites": "office", "buerosoftware": "office",
    "Maps and Global Positioning System (GPS)": "maps", "karten": "maps",
}  # fmt: skip
_PLATFORMS = frozenset({"web", "windows", "macos", "linux", "android", "ios"})
_DESKTOP = frozenset({"windows", "macos", "linux"})


def prefilled(source: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts of a candidate as fields of a tool page: names, addresses, keys. Never the list's description.

    awesome-selfhosted names programming languages as platforms: its tools run on a server and are used in a browser.
    """
    said = list(facts.get("platforms", []))
    platforms = ["web"] if source == "awesome-selfhosted" else [one for one in said if one in _PLATFORMS]
    hosted = []
    if facts.get("own_server") and (source == "awesome-selfhosted" or {"web", "docker"} & set(said)):
        hosted.append("own")
    elif _DESKTOP & set(said):
        hosted.append("computer")
    if facts.get("service_url"):
        hosted.append("elsewhere")
    return {
        "website": facts["website"][:200],
        "source_url": facts.get("source_url", "")[:200],
        "software_licence": ", ".join(facts["licences"])[:80],
        "replaces": ", ".join(facts.get("replaces", []))[:200],
        "tasks": list(dict.fromkeys(_TASKS[tag] for tag in facts.get("tags", []) if tag in _TASKS)),
        "platforms": platforms,
        "hosted": hosted,
    }
