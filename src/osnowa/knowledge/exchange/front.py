"""The few lines of facts above a text: between two lines of three dashes, `key: value` in each."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from osnowa.knowledge.exchange.fields import NAMES
from osnowa.lib import text

KEYS = frozenset(
    {"title", "lead", "summary_en", "topic", "language", "byline", "competences", "kind", "licence"}
)
LONGEST = 60  # lines
_FENCE = "---"


@dataclass
class Front:
    """`facts`: keys of KEYS and of fields of kinds only. `text`: what stands under them."""

    text: str
    facts: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


def split(written: str) -> Front:
    """Facts and text. What does not begin with three dashes, or never ends them, has no facts."""
    lines = written.lstrip("\n").split("\n")
    if not lines or lines[0].rstrip() != _FENCE:
        return Front(written)
    end = next((n for n, line in enumerate(lines[1 : LONGEST + 2], start=1) if line.rstrip() == _FENCE), None)
    if end is None:
        return Front(written)
    front = Front("\n".join(lines[end + 1 :]))
    last = ""
    for line in lines[1:end]:
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if line[0] in " \t" and last:  # goes on from the line above
            front.facts[last] = text.clean(f"{front.facts[last]} {line.strip(' -')}")
            continue
        key, colon, value = line.partition(":")
        key = key.strip().lower()
        if not colon or key not in KEYS | NAMES:
            last = ""
            front.warnings.append(
                _("“%(line)s” above the text says nothing known.") % {"line": line.strip()[:80]}
            )
            continue
        front.facts[key] = _unquoted(text.clean(value))
        last = key
    return front


def several(value: str) -> tuple[str, ...]:
    """`[a, b]`, `a, b` or `a; b` -> a and b."""
    parts = value.strip("[] ").replace(";", ",").split(",")
    return tuple(dict.fromkeys(_unquoted(part.strip()) for part in parts if part.strip()))


def written(facts: dict[str, str]) -> str:
    """The lines of facts above a text, empty ones left out."""
    lines = [f"{key}: {_quoted(text.clean(value))}" for key, value in facts.items() if value]
    return "\n".join([_FENCE, *lines, _FENCE])


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        inside = value[1:-1]
        return (
            inside.replace('\\"', '"').replace("\\\\", "\\") if value[0] == '"' else inside.replace("''", "'")
        )
    return value


def _quoted(value: str) -> str:
    """Other programs read these lines as YAML: signs that mean something there are put between quotes."""
    if value[0] in "[]{}>|*&!%#`@\"',?:-" or ": " in value or " #" in value or value.endswith(":"):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return value
