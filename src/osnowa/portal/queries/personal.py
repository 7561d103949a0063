"""A person's own data in words, and the link that opens them without an account."""

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from osnowa.lib import clock, mail
from osnowa.people.models import Account, Person
from osnowa.people.privacy import only_contact_of
from osnowa.portal import privacy
from osnowa.portal.queries.personal_words import CHOICES, WORDS
from osnowa.programme.models import TeamMember
from osnowa.ui.words import decimal, long_date
from osnowa.workshops.models import Enrolment

LINK_LASTS = dt.timedelta(hours=24)
LENGTH_OF_A_DAY = len("2026-11-25")
NOT_TWICE_WITHIN = dt.timedelta(minutes=10)
SALT = "portal.own_data"
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}([T ].+)?")


def address_of(person: Person) -> str:
    """Where a link about the person's data goes: the address they sign in with, else the one they left."""
    account = Account.objects.filter(person=person).values_list("email", flat=True).first()
    return account or person.email


def sign_data_link(person: Person) -> str:
    return signing.dumps([person.pk, str(person.key)], salt=SALT, compress=False)


def person_by_link(signed: str) -> Person | None:
    """Whose data the link opens; None where it is wrong, older than a day, or the person is erased."""
    try:
        pk, key = signing.loads(signed, salt=SALT, max_age=LINK_LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Person.objects.filter(pk=pk, key=key, erased_at__isnull=True).first()


def data_link_is_fresh(person: Person) -> bool:
    """Was one sent a moment ago?"""
    return (
        mail.mails_about(person)
        .filter(template="portal/own_data", created_at__gt=clock.now() - NOT_TWICE_WITHIN)
        .exists()
    )


@dataclass(frozen=True)
class Node:
    """One thing in words: a value, or things inside it."""

    label: str
    value: str = ""
    inside: list["Node"] = field(default_factory=list)


def data_in_words(person: Person) -> list[Node]:
    """All that is kept about a person, section by section, for reading. Empty sections are left out."""
    told = privacy.export(person)
    return [
        node
        for key, value in told.items()
        if isinstance(value, dict | list) and (node := _node(f"#{key}", value)) is not None
    ]


def _node(key: str, value: Any) -> Node | None:
    label = _label(key)
    if isinstance(value, dict):
        inside = [node for name, inner in value.items() if (node := _node(name, inner)) is not None]
        return Node(label, inside=inside) if inside else None
    if isinstance(value, list):
        inside = [
            node
            for number, inner in enumerate(value, start=1)
            if (node := _node(str(number), inner)) is not None
        ]
        return Node(label, inside=inside) if inside else None
    if value in ("", None):
        return None
    return Node(label, _value(key, value))


def _label(key: str) -> str:
    return str(WORDS.get(key, key.removeprefix("#").replace("_", " ")))


def _value(key: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    text = str(value)
    if key == "amount":
        return decimal(text, places=2)
    if _MOMENT.fullmatch(text):
        try:
            moment = dt.datetime.fromisoformat(text)
        except ValueError:
            return text
        return long_date(moment if len(text) > LENGTH_OF_A_DAY else moment.date())
    return str(WORDS.get(f"={text}", text)) if key in CHOICES else text


def before_erasure(person: Person) -> dict[str, Any]:
    """What erasure would end, and what stands in its way."""
    now = clock.now()
    cycles = (
        Enrolment.objects.filter(
            person=person, cycle__sessions__ends_at__gt=now, cycle__sessions__cancelled_at__isnull=True
        )
        .exclude(state__in=[Enrolment.State.CANCELLED, Enrolment.State.REFUSED])
        .order_by("cycle__number")
        .values_list("cycle__title", flat=True)
        .distinct()
    )
    roles = TeamMember.objects.living().filter(account__person=person).select_related("programme")
    return {
        "living": list(dict.fromkeys(cycles)),
        "organisations": list(
            person.memberships.filter(confirmed_at__isnull=False, organisation__isnull=False)
            .order_by("organisation__sort_key")
            .values_list("organisation__name", flat=True)
        ),
        "roles": [f"{role.get_role_display()} ({role.programme.title})" for role in roles],
        "only_contact_of": only_contact_of(person),
    }
