"""The history of an organisation in words: what, when, who."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import audit
from osnowa.people import queries
from osnowa.people.models import Account, Organisation

ACCOUNT = "account:"


def told(
    organisation: Organisation, lines: Iterable[Any], absorbed: dict[int, str], *, with_names: bool
) -> list[dict[str, Any]]:
    """`absorbed`: names of entries merged into it, by id. `with_names`: for those who keep the registry only.

    Other readers learn which side somebody was on, the team's or the organisation's, and no values of its contact.
    """
    deeds = audit.registered()
    rows = list(lines)
    ids = {int(row.actor.removeprefix(ACCOUNT)) for row in rows if row.actor.startswith(ACCOUNT)}
    names = (_names(ids) if with_names else _sides(organisation, ids)) if ids else {}
    found = []
    for row in rows:
        if row.actor.startswith(ACCOUNT):
            who = names.get(int(row.actor.removeprefix(ACCOUNT))) or _("a removed account")
        else:
            who = _("somebody who signed up") if row.actor == audit.PARTICIPANT else _("the system")
        label = deeds[row.deed].label if row.deed in deeds else row.deed
        found.append(
            {
                "at": row.happened_at,
                "label": label,
                "other": absorbed.get(row.subject_id, ""),
                "who": who,
                "changes": _changes(row.detail, with_names=with_names),
            }
        )
    return found


def _names(ids: set[int]) -> dict[int, str]:
    return {account.pk: account.get_full_name() for account in Account.objects.filter(pk__in=ids)}


def _sides(organisation: Organisation, ids: set[int]) -> dict[int, str]:
    own = queries.accounts_of_its_side(organisation, ids)
    return {
        account.pk: _("somebody from the organisation") if account.pk in own else _("the team")
        for account in Account.objects.filter(pk__in=ids)
        if not account.is_erased
    }


def _changes(detail: dict[str, Any], *, with_names: bool) -> list[str]:
    """Which fields, in words; before and after where the line keeps them."""
    changed = detail.get("changed") or detail.get("fields") or detail.get("filled") or []
    if isinstance(changed, dict):
        return [
            _("%(field)s: %(before)s → %(after)s")
            % {
                "field": _field_name(field),
                "before": _value(field, values[0]),
                "after": _value(field, values[1]),
            }
            if isinstance(values, list) and (with_names or not field.startswith("contact_"))
            else _field_name(field)
            for field, values in sorted(changed.items(), key=lambda pair: _place_of(pair[0]))
        ]
    return [_field_name(field) for field in changed]


def _place_of(field: str) -> tuple[int, str]:
    """As in the form: PostgreSQL's jsonb keeps keys in an order of its own."""
    return (list(FIELD_NAMES).index(field) if field in FIELD_NAMES else len(FIELD_NAMES), field)


def _value(field: str, value: Any) -> str:
    if value in ("", None):
        return "—"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field == "legal_form":
        return str(dict(Organisation._meta.get_field("legal_form").choices or ()).get(value, value))  # noqa: SLF001
    return str(value)


FIELD_NAMES = {
    "name": gettext_lazy("Name"),
    "short_name": gettext_lazy("Abbreviation"),
    "legal_form": gettext_lazy("Legal form"),
    "identifiers": gettext_lazy("Numbers"),
    "founded_on": gettext_lazy("Founded on"),
    "registered_on": gettext_lazy("Registered on"),
    "in_liquidation": gettext_lazy("In liquidation"),
    "public_benefit": gettext_lazy("OPP"),
    "voivodeship": gettext_lazy("Voivodeship"),
    "county": gettext_lazy("County"),
    "commune": gettext_lazy("Commune"),
    "town": gettext_lazy("Town"),
    "street": gettext_lazy("Street and number"),
    "postcode": gettext_lazy("Postcode"),
    "email": gettext_lazy("E-mail"),
    "phone": gettext_lazy("Phone"),
    "website": gettext_lazy("Website"),
    "aims": gettext_lazy("Aims"),
    "supervisor": gettext_lazy("Supervising body"),
    "contact_name": gettext_lazy("Contact person"),
    "contact_email": gettext_lazy("E-mail of the contact person"),
    "contact_phone": gettext_lazy("Phone of the contact person"),
    "patron": gettext_lazy("Patron organisation"),
    "patron_id": gettext_lazy("Patron organisation"),
    "confirmed_at": gettext_lazy("confirmation"),
    "krs": "KRS",
    "nip": "NIP",
    "regon": "REGON",
}


def _field_name(field: str) -> str:
    return str(FIELD_NAMES.get(field, field))
