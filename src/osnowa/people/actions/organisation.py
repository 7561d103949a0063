"""Adding and changing organisations, and the day a group becomes one."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from osnowa.lib import clock, locks, text
from osnowa.lib.errors import RuleBroken
from osnowa.people.actions import deeds
from osnowa.people.models import Account, Identifier, LegalForm, Organisation, OrganisationStage
from osnowa.people.models.public_page import show_in_search
from osnowa.people.rules import identifiers as numbers
from osnowa.people.rules import names
from osnowa.ui import words

EDITABLE = frozenset({
    "name", "short_name", "legal_form", "founded_on", "registered_on", "in_liquidation", "public_benefit",
    "voivodeship", "county", "commune", "town", "street", "postcode", "email", "phone", "website", "aims",
    "supervisor", "contact_name", "contact_email", "contact_phone", "patron", "is_example",
})  # fmt: skip
LONGEST_NAME = 300
EARLIEST_YEAR = 1000  # parishes are that old; a year below is a slip of the keys
_TWICE = dt.timedelta(minutes=2)  # a form sent twice within this time is one form
Number = tuple[str, str, str]  # kind, value, office


@transaction.atomic
def create_organisation(
    name: str,
    legal_form: str,
    *,
    identifiers: Iterable[tuple[str, ...]] = (),
    by: Account | None,
    **fields: Any,
) -> Organisation:
    """Add an organisation or informal group, confirmed by the team. `identifiers`: (kind, value[, office]).

    The same form sent twice gives the same organisation. Raises RuleBroken: no name, a number that fails a rule
    or belongs to another organisation, an informal group without a contact person.
    """
    given = _checked_fields({**fields, "name": name, "legal_form": legal_form})
    wanted = checked_numbers(identifiers)
    moment = clock.now()
    locks.lock_words("organisation", names.core(given["name"]))
    _lock_numbers(wanted)
    twice = Organisation.objects.filter(
        name=given["name"],
        legal_form=legal_form,
        merged_into=None,
        created_at__gt=moment - _TWICE,
        confirmed_at__isnull=False,
    )
    for other in twice:
        if _numbers_of(other) == set(wanted):
            return other
    organisation = Organisation(**given, confirmed_at=moment, created_at=moment, changed_at=moment)
    _ask(organisation)
    _ask_about_days(organisation)
    _refuse_taken(wanted, organisation)
    organisation.save()
    _replace_numbers(organisation, wanted)
    deeds.added.record(organisation, by=by, how="team")
    return organisation


@transaction.atomic
def change_organisation(
    organisation: Organisation,
    *,
    identifiers: Iterable[tuple[str, ...]] | None = None,
    by: Account | None,
    **fields: Any,
) -> Organisation:
    """Correct what is known of an organisation; what the team has seen is confirmed.

    `identifiers`: the whole list that shall stand, or None to leave the numbers alone. A change of form from an
    informal group is a story, not a correction: `register_group` tells it. Raises RuleBroken as `create_organisation`.
    """
    organisation = locks.lock(organisation)
    refuse_merged(organisation)
    given = _checked_fields(fields)
    changed = [field for field, value in given.items() if getattr(organisation, field) != value]
    for field in changed:
        setattr(organisation, field, given[field])
    _ask(organisation)
    if {"founded_on", "registered_on"} & set(changed):
        _ask_about_days(organisation)
    if identifiers is not None:
        wanted = checked_numbers(identifiers)
        _lock_numbers(wanted)
        _refuse_taken(wanted, organisation)
        if _replace_numbers(organisation, wanted):
            changed.append("identifiers")
    if not changed and organisation.confirmed_at is not None:
        return organisation
    organisation.confirmed_at = organisation.confirmed_at or clock.now()
    organisation.changed_at = clock.now()
    organisation.save()
    if {"legal_form", "registered_on"} & set(changed):
        _correct_last_stage(organisation)
    deeds.changed.record(organisation, by=by, fields=sorted(changed))
    show_in_search(organisation)
    return organisation


@transaction.atomic
def change_contact(
    organisation: Organisation, *, name: str, email: str, phone: str, by: Account
) -> Organisation:
    """A member names the contact person. Unlike a change by the team it does not confirm what a stranger typed.

    Nothing is written where nothing differs. Raises RuleBroken: "merged", "no_contact" (an informal group).
    """
    organisation = locks.lock(organisation)
    refuse_merged(organisation)
    given = _checked_fields({"contact_name": name, "contact_email": email, "contact_phone": phone})
    changed = [field for field, value in given.items() if getattr(organisation, field) != value]
    for field in changed:
        setattr(organisation, field, given[field])
    _ask(organisation)
    if changed:
        organisation.changed_at = clock.now()
        organisation.save()
        deeds.contact_changed.record(organisation, by=by, fields=sorted(changed))
    return organisation


@transaction.atomic
def register_group(
    group: Organisation,
    *,
    name: str,
    legal_form: str,
    registered_on: dt.date,
    identifiers: Iterable[tuple[str, ...]] = (),
    by: Account | None,
) -> Organisation:
    """The day an informal group registered: it goes on as the same row; its earlier name and form stay as a stage.

    A repeat changes nothing. Raises RuleBroken: not an informal group, no form chosen, a day to come, a day before
    the group was founded, a number that fails a rule or is taken.
    """
    group = locks.lock(group)
    refuse_merged(group)
    given = _checked_fields({"name": name, "legal_form": legal_form})
    name = given["name"]
    if not group.is_informal:
        if group.stages.filter(legal_form=legal_form, name=name, since_on=registered_on).exists():
            return group
        raise RuleBroken(
            _("Only an informal group can become registered. Correct other data on the change page."),
            code="not_informal",
        )
    if legal_form in (LegalForm.INFORMAL, LegalForm.UNKNOWN):
        raise RuleBroken(
            _("Choose the legal form that the group has now."), code="no_form", field="legal_form"
        )
    if registered_on > clock.today():
        raise RuleBroken(
            _("This day is still to come. Note the registration when it has happened."),
            code="to_come",
            field="registered_on",
        )
    first = group.stages.first()
    since = first.since_on if first else group.founded_on or group.created_at.astimezone(clock.WARSAW).date()
    if group.founded_on and registered_on < group.founded_on:
        raise RuleBroken(
            _("The group was founded later than this day. Check both dates."),
            code="before_founded",
            field="registered_on",
        )
    wanted = sorted(_numbers_of(group) | set(checked_numbers(identifiers)))
    _lock_numbers(wanted)
    _refuse_taken(wanted, group)
    if first is None:
        OrganisationStage.objects.create(
            organisation=group,
            since_on=min(since, registered_on),
            name=group.name,
            legal_form=group.legal_form,
        )
    OrganisationStage.objects.create(
        organisation=group, since_on=registered_on, name=name, legal_form=legal_form
    )
    before = group.legal_form
    group.name, group.legal_form, group.registered_on = name, legal_form, registered_on
    group.changed_at = clock.now()
    group.confirmed_at = group.confirmed_at or group.changed_at
    group.save()
    _replace_numbers(group, wanted)
    deeds.group_registered.record(
        group, by=by, form_before=before, form=legal_form, registered_on=registered_on.isoformat()
    )
    show_in_search(group)
    return group


def refuse_merged(organisation: Organisation) -> None:
    if organisation.merged_into_id is not None:
        raise RuleBroken(
            _("This entry was merged into another one meanwhile. Change that one."), code="merged"
        )


def _checked_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    foreign = set(fields) - EDITABLE
    if foreign:
        raise TypeError(f"Not fields of an organisation: {', '.join(sorted(foreign))}")
    given = {f: text.clean(v) if isinstance(v, str) and f != "aims" else v for f, v in fields.items()}
    if "name" in given:
        _check_name(given["name"])
    if "legal_form" in given and given["legal_form"] not in LegalForm:
        raise RuleBroken(_("Choose the legal form."), code="no_form", field="legal_form")
    return given


def _check_name(name: str) -> None:
    if not name:
        raise RuleBroken(_("Type the name."), code="empty", field="name")
    word = names.long_word(name)
    if word:
        raise RuleBroken(
            _("“%(beginning)s…” is a word of %(count)d characters. Check the name.")
            % {"beginning": word[:20], "count": len(word)},
            code="long_word",
            field="name",
        )
    if len(name) > LONGEST_NAME:
        raise RuleBroken(
            _("Shorten the name to %(count)d characters.") % {"count": LONGEST_NAME},
            code="too_long",
            field="name",
        )


def _ask(organisation: Organisation) -> None:
    if organisation.is_informal and not organisation.has_contact:
        raise RuleBroken(
            _(
                "An informal group has no number, so it needs a contact person:"
                " a name with an e-mail address or a telephone."
            ),
            code="no_contact",
            field="contact_name",
        )
    if organisation.patron_id is not None and organisation.patron_id == organisation.pk:
        raise RuleBroken(_("A group cannot be its own patron."), code="own_patron", field="patron")


def _ask_about_days(organisation: Organisation) -> None:
    """Days that cannot be: to come, of a mistyped year, or in the wrong order."""
    for field in ("founded_on", "registered_on"):
        on = getattr(organisation, field)
        if on is not None and on > clock.today():
            raise RuleBroken(_("This day is still to come. Check the year."), code="to_come", field=field)
        if on is not None and on.year < EARLIEST_YEAR:
            raise RuleBroken(
                _("The year %(year)d is too early. Check it.") % {"year": on.year},
                code="too_early",
                field=field,
            )
    founded, registered = organisation.founded_on, organisation.registered_on
    if founded and registered and founded > registered:
        raise RuleBroken(
            _("It would be founded after it was registered (%(day)s). Check both dates.")
            % {"day": words.short_date(registered)},
            code="founded_later",
            field="founded_on",
        )


def _correct_last_stage(organisation: Organisation) -> None:
    """A corrected form or day of registration is what the organisation has been since it registered, too."""
    stages = list(organisation.stages.all())
    if not stages:
        return
    last = stages[-1]
    last.legal_form = organisation.legal_form
    if len(stages) > 1 and organisation.registered_on:
        last.since_on = max(organisation.registered_on, stages[-2].since_on)
    last.save()


def checked_numbers(identifiers: Iterable[tuple[str, ...]]) -> list[Number]:
    """The numbers tidied, each once, in order. Raises RuleBroken in the words of the digit rule that failed."""
    wanted: set[Number] = set()
    for kind, typed, *rest in identifiers:
        if kind not in Identifier.Kind:
            raise RuleBroken(_("Choose what kind of number it is."), code="no_kind", field="identifiers")
        value = numbers.normalise(kind, typed)
        office = text.clean(rest[0])[:150] if rest and kind == Identifier.Kind.LOCAL else ""
        fault = numbers.fault(kind, value, office=office)
        if fault is not None:
            raise RuleBroken(_(fault.words) % fault.values, code=fault.code, field="identifiers")
        wanted.add((kind, value, office))
    kinds = [kind for kind, _value, _office in wanted if kind in (Identifier.Kind.KRS, Identifier.Kind.NIP)]
    if len(kinds) != len(set(kinds)):
        raise RuleBroken(
            _("An organisation has one KRS number and one NIP. Remove the wrong one."),
            code="two",
            field="identifiers",
        )
    return sorted(wanted)


def _numbers_of(organisation: Organisation) -> set[Number]:
    return set(organisation.identifiers.values_list("kind", "value", "office"))


def _lock_numbers(wanted: Iterable[Number]) -> None:
    for kind, value, _office in sorted(wanted):
        locks.lock_words("identifier", kind, value)


def _refuse_taken(wanted: Iterable[Number], organisation: Organisation) -> None:
    for kind, value, office in wanted:
        taken = Identifier.objects.select_related("organisation").filter(
            kind=kind, value=value, office=office
        )
        other = taken.exclude(organisation=organisation).first() if organisation.pk else taken.first()
        if other is not None:
            raise RuleBroken(
                _(
                    "%(number)s already belongs to “%(organisation)s”."
                    " If it is the same organisation, merge the two entries."
                )
                % {"number": other, "organisation": other.organisation.name},
                code="taken",
                field="identifiers",
            )


def _replace_numbers(organisation: Organisation, wanted: Iterable[Number]) -> bool:
    """Make these the organisation's numbers; True where anything changed."""
    known, kept = _numbers_of(organisation), set(wanted)
    for kind, value, office in known - kept:
        organisation.identifiers.filter(kind=kind, value=value, office=office).delete()
    for kind, value, office in sorted(kept - known):
        Identifier.objects.create(organisation=organisation, kind=kind, value=value, office=office)
    return known != kept
