"""A list of addresses from elsewhere, row by row: who comes in, who is asked first, who stays out and why."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from osnowa.lib import text
from osnowa.newsletter.rules import addresses

EMAIL, LANGUAGE, CONSENT = "email", "language", "consent"
HEADS: dict[str, frozenset[str]] = {
    EMAIL: frozenset(
        {"email", "e mail", "adres", "adres email", "adres e mail", "mail", "address", "poczta"}
    ),
    LANGUAGE: frozenset({"jezyk", "language", "lang"}),
    CONSENT: frozenset(
        {"zgoda", "consent", "data zgody", "zgoda dnia", "consent date", "zgoda na newsletter"}
    ),
}
NO = frozenset({"", "n", "nie", "no", "false", "0", "brak", "none", "odmowa"})
DAYS = ("%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d %H:%M")

# What becomes of a row
ADD, ASK = "add", "ask"


@dataclass(frozen=True)
class Row:
    """`number`: in the file, the header is 1. `verdict`: ADD (comes in at once), ASK (gets a letter to confirm), or why
    it stays out: a fault of `addresses`, "machine", "double", "known", "waits", "ended",
    "suppressed", "no_consent".
    `agreed_on`: the day in the column of consents, None where there is none.
    """

    number: int
    typed: str
    email: str
    verdict: str
    language: str = "pl"
    agreed_on: dt.date | None = None

    @property
    def comes_in(self) -> bool:
        return self.verdict in (ADD, ASK)


def columns_of(header: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, int]:
    """Which column is what, by its name; the addresses also by how many cells hold an @. Places count from 0."""
    found: dict[str, int] = {}
    for place, name in enumerate(header):
        folded = text.fold(name)
        for kind, names in HEADS.items():
            if folded in names:
                found.setdefault(kind, place)
    if EMAIL not in found:
        counts = [sum("@" in row[place] for row in rows[:50]) for place in range(len(header))]
        most = max(counts, default=0)
        if most:
            found[EMAIL] = counts.index(most)
    return found


def day_of(cell: str) -> dt.date | None:
    """The day in a cell of consents; None for "yes" and other words."""
    for form in DAYS:
        try:
            return dt.datetime.strptime(cell.strip(), form).replace(tzinfo=dt.UTC).date()
        except ValueError:
            continue
    return None


def read_rows(
    rows: Sequence[Sequence[str]],
    columns: Mapping[str, int],
    *,
    known: Mapping[str, str],
    suppressed: Collection[str],
    has_proof: bool,
    language: str = "pl",
    today: dt.date,
) -> list[Row]:
    """Judge every row. `known`: key of an address -> "known", "waits" or "ended"; `suppressed`: keys.

    `has_proof`: the team holds the consents and says where. Shared mailboxes are asked nevertheless.
    """
    seen: set[str] = set()
    judged = []
    for number, cells in enumerate(rows, start=2):
        typed = cells[columns[EMAIL]] if EMAIL in columns else ""
        email = addresses.tidy(typed)
        key = text.email_key(email)
        said = cells[columns[CONSENT]] if CONSENT in columns else None
        agreed_on = day_of(said) if said is not None else None
        verdict = addresses.fault_of(email)
        if not verdict and addresses.is_machine(email):
            verdict = "machine"
        if not verdict and key in seen:
            verdict = "double"
        verdict = verdict or known.get(key, "")
        if not verdict and key in suppressed:
            verdict = "suppressed"
        if not verdict and _has_no_consent(said, agreed_on, today):
            verdict = "no_consent"
        if not verdict:
            verdict = ADD if has_proof and not addresses.is_shared(email) else ASK
        seen.add(key)
        judged.append(
            Row(number, typed[:200], email, verdict, _language(cells, columns, language), agreed_on)
        )
    return judged


def _has_no_consent(said: str | None, agreed_on: dt.date | None, today: dt.date) -> bool:
    """The file has a column of consents and this row says no, nothing, or a day that is still to come."""
    if said is None:
        return False
    return text.fold(said) in NO or (agreed_on is not None and agreed_on > today)


def _language(cells: Sequence[str], columns: Mapping[str, int], default: str) -> str:
    word = text.fold(cells[columns[LANGUAGE]]) if LANGUAGE in columns else ""
    if word.startswith(("en", "ang")):
        return "en"
    return "pl" if word.startswith("p") else default
