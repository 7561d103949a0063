"""Settings from the environment. What cannot be understood is noted with its mend, and nothing is guessed from it.

Reading never fails: settings must load for `osnowa check` to say all that is wrong at once (checks.E010). Whatever
starts something refuses as long as a problem is noted. Values that may hold a password are never repeated.
"""

import difflib
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

YES, NO = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}
HOURS = re.compile(r"\d{1,2}-\d{1,2}")
RATES = re.compile(r"\d+/\d*[smhd]/(ip|key|user)(,\d+/\d*[smhd]/(ip|key|user))*")
# Asked for elsewhere than in settings: by tests and tools, or in some modes only.
OTHERS = {"OSNOWA_CI", "OSNOWA_SHARED", "OSNOWA_LOCKS_OFF_TO_SHOW_THE_RACE"}
NO_DATABASE = {"ENGINE": "django.db.backends.dummy"}  # answers to nothing, so nobody writes into a wrong one
DATABASE_HINT = (
    "DATABASE_URL takes sqlite:////path/to/file (four slashes) or postgres://user:password@host:5432/name."
)
SIGNS_HINT = "Write @ : / # ? % in a name or password as %40 %3A %2F %23 %3F %25."
EMAIL_HINT = (
    f"EMAIL_URL takes smtp+tls://user:password@host:587, smtp+ssl://...:465 or smtp://host:25. {SIGNS_HINT}"
)


@dataclass(frozen=True)
class Problem:
    """What is wrong with one variable, and what to do."""

    name: str
    words: str
    mend: str


class Environment:
    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values
        self.problems: list[Problem] = []
        self.asked: set[str] = set(OTHERS)

    def refuse(self, name: str, words: str, mend: str) -> None:
        self.problems.append(Problem(name, words, mend))

    def text(self, name: str, default: str = "") -> str:
        self.asked.add(name)
        return self.values.get(name, "").strip() or default

    def flag(self, name: str) -> bool:
        value = self.text(name).lower()
        if value not in YES | NO:
            self.refuse(name, f"{name} is {value!r}.", "Set it to yes or no, or leave it out.")
        return value in YES

    def number(self, name: str, default: int) -> int:
        value = self.text(name)
        if not value or value.isdecimal():
            return int(value or default)
        self.refuse(
            name, f"{name} is {value!r}.", f"Set it to a whole number from 0 up, or leave it out ({default})."
        )
        return default

    def hours(self, name: str, default: str) -> str:
        """Two full hours of the day, `21-7`, or `none`."""
        value = self.text(name, default).replace(" ", "").lower()
        if value == "none" or (HOURS.fullmatch(value) and max(map(int, value.split("-"))) <= 24):  # noqa: PLR2004
            return value
        self.refuse(name, f"{name} is {value!r}.", f"Write it like this: {default}, or none.")
        return default

    def rates(self, name: str, default: str) -> str:
        value = self.text(name, default).replace(" ", "")
        if RATES.fullmatch(value):
            return value
        self.refuse(name, f"{name} is {value!r}.", f"Write it like this: {default}")
        return default

    def address(self, name: str, default: str, *, with_path: bool = False) -> str:
        """An address of the web, without a slash at the end."""
        value = self.text(name, default).rstrip("/")
        try:
            parts = urlsplit(value)
            right = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
        except ValueError:
            right = False
        if right and not re.search(r"[\s\"'<>?#@]", value) and (with_path or not parts.path):
            return value
        example = default if with_path else "https://osnowa.example"
        self.refuse(name, f"{name} is {value!r}, which is no address.", f"Write it whole: {example}")
        return default

    def hosts(self, name: str, default: list[str]) -> list[str]:
        given = [host.strip() for host in self.text(name).split(",") if host.strip()]
        for host in given:
            if re.search(r"[\s/@]|:\d+$", host) and not re.fullmatch(r"\[[0-9a-fA-F:.]+\]", host):
                self.refuse(
                    name,
                    f"{name} holds {host!r}.",
                    "Write names only, by comma: osnowa.example,www.osnowa.example",
                )
        return given or default

    def sender(self, name: str, default: str) -> str:
        value = self.text(name, default)
        if re.fullmatch(r"[^@\s]+@[^@\s]+", parseaddr(value)[1]) and "\n" not in value:
            return value
        self.refuse(name, f"{name} is {value!r}.", "Write it like this: Osnowa <osnowa@osnowa.example>")
        return default

    def cache(self, name: str) -> str:
        value = self.text(name)
        if not value or value.startswith(("redis://", "rediss://", "unix://")):
            return value
        self.refuse(name, f"{name} is no address of a Redis.", "Write it like this: redis://host:6379/0")
        return ""

    def database(self, name: str, default: str) -> dict[str, Any]:
        value = self.text(name, default)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # an engine that is not known is said below
                found: dict[str, Any] = dict(environ.Env.db_url_config(value))
        except (ValueError, KeyError, ImproperlyConfigured):
            found = {}
        engine, place = found.get("ENGINE", ""), str(found.get("NAME", ""))
        if not engine:
            self.refuse(name, f"{name} cannot be understood.", f"{DATABASE_HINT} {SIGNS_HINT}")
        elif not place or (engine.endswith("sqlite3") and not place.startswith("/")):
            self.refuse(name, f"{name} does not say where the database is.", DATABASE_HINT)
        else:
            return found
        return dict(NO_DATABASE)

    def letters(self, name: str, default: str) -> dict[str, Any]:
        """Django's settings of mail."""
        value = self.text(name, default)
        try:
            found: dict[str, Any] = dict(environ.Env.email_url_config(value))
        except (ValueError, KeyError, ImproperlyConfigured):
            self.refuse(name, f"{name} cannot be understood.", EMAIL_HINT)
            return {}
        if found["EMAIL_BACKEND"].endswith("smtp.EmailBackend") and not found["EMAIL_HOST"]:
            self.refuse(name, f"{name} names no mail server.", EMAIL_HINT)
            return {}
        if found["EMAIL_BACKEND"].endswith("filebased.EmailBackend"):
            found["EMAIL_FILE_PATH"] = "/" + unquote(urlsplit(value).path).strip("/")
        return found

    def unknown(self) -> list[Problem]:
        """Variables with our first word that nothing asks for: most likely a slip of the pen."""
        found = []
        for name in sorted(self.values):
            if name.startswith("OSNOWA_") and name not in self.asked:
                ours = sorted(asked.removeprefix("OSNOWA_") for asked in self.asked)
                near = difflib.get_close_matches(name.removeprefix("OSNOWA_"), ours, n=1)
                mend = (
                    f"Did you mean OSNOWA_{near[0]}?" if near else "The settings stand in docs/operating.md."
                )
                found.append(Problem(name, f"{name} is no setting of Osnowa and changes nothing.", mend))
        return found


def host_of(address: str) -> str:
    """The host of an address that was read by `Environment.address`, as browsers send it."""
    host = urlsplit(address).hostname or ""
    return f"[{host}]" if ":" in host else host


def folder(value: str) -> Path:
    return Path(value).expanduser().resolve()
