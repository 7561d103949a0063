"""A list of addresses that the team brought, judged row by row against what is known."""

from dataclasses import dataclass

from osnowa.lib import clock, text
from osnowa.newsletter.models import AddressSheet, Reader, Suppression
from osnowa.newsletter.queries.readers import digest_of
from osnowa.newsletter.rules import addresses, imports


@dataclass(frozen=True)
class Judged:
    """All rows of a sheet, and those that come in (`fresh`: at once, `asked`: get a letter first) or stay out."""

    rows: list[imports.Row]
    has_addresses: bool

    @property
    def fresh(self) -> list[imports.Row]:
        return [row for row in self.rows if row.verdict == imports.ADD]

    @property
    def asked(self) -> list[imports.Row]:
        return [row for row in self.rows if row.verdict == imports.ASK]

    @property
    def out(self) -> list[imports.Row]:
        return [row for row in self.rows if not row.comes_in]


def judged(sheet: AddressSheet) -> Judged:
    """Judge every row now. Two queries for each thousand rows."""
    columns = imports.columns_of(sheet.header, sheet.rows)
    if imports.EMAIL not in columns:
        return Judged([], has_addresses=False)
    keys = sorted({text.email_key(addresses.tidy(row[columns[imports.EMAIL]])) for row in sheet.rows} - {""})
    known: dict[str, str] = {}
    digests: dict[str, str] = {digest_of(key): key for key in keys}
    suppressed: set[str] = set()
    for some in _parts(keys):
        for key, ended_at, confirmed_at in Reader.objects.filter(email_key__in=some).values_list(
            "email_key", "ended_at", "confirmed_at"
        ):
            known[key] = "ended" if ended_at else "known" if confirmed_at else "waits"
    for some in _parts(list(digests)):
        found = Suppression.objects.filter(digest__in=some, lifted_at=None).values_list("digest", flat=True)
        suppressed |= {digests[digest] for digest in found}
    rows = imports.read_rows(
        sheet.rows,
        columns,
        known=known,
        suppressed=suppressed,
        has_proof=sheet.has_proof,
        language=sheet.language,
        today=clock.today(),
    )
    return Judged(rows, has_addresses=True)


def _parts(words: list[str], size: int = 1000) -> list[list[str]]:
    return [words[start : start + size] for start in range(0, len(words), size)]
