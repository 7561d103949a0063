"""What a person agrees to now, and may agree to."""

from dataclasses import dataclass

from osnowa.lib.prepared import Prepared
from osnowa.people.models import Consent, Person
from osnowa.people.rules import consents


@dataclass(frozen=True)
class Choice:
    """One consent that is asked for: its words today, and the living consent, if any."""

    kind: str
    label: str
    words: str
    given: Consent | None


_living_of = Prepared(lambda person: Consent.objects.filter(person=person, withdrawn_at=None), person=int)


def consent_choices(person: Person | None, language: str) -> list[Choice]:
    """What everybody may agree to, with what is agreed to now; other consents only while they live. One query."""
    living = {row.kind: row for row in _living_of.rows(person=person.pk)} if person else {}
    return [
        Choice(
            kind.value,
            str(kind.label),
            consents.words_of(
                kind.value,
                living[kind.value].version if kind.value in living else consents.newest(kind.value),
                language,
            ),
            living.get(kind.value),
        )
        for kind in Consent.Kind
        if kind.value in consents.ASKED_OF_EVERYBODY or kind.value in living
    ]


def has_consent(person: Person, kind: str) -> bool:
    """Does the person agree to it now?"""
    return Consent.objects.filter(person=person, kind=kind, withdrawn_at=None).exists()
