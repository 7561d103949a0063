"""A programme itself: set up, changed, shown to people, hidden again."""

from typing import Any

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from osnowa.lib import audit, clock, text
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock, lock_words
from osnowa.people.models import Account, Organisation
from osnowa.programme import queries, rules
from osnowa.programme.models import Funder, Programme, Role, TeamMember
from osnowa.programme.permissions import SET_UP, may_create_programme

created = audit.deed("programme.created", _("set up the programme"))
changed = audit.deed("programme.changed", _("changed the programme's data"))
published = audit.deed("programme.published", _("published the programme"))
unpublished = audit.deed("programme.unpublished", _("hid the programme"))

# What `create_programme` and `change_programme` may set.
FIELDS = (
    "title",
    "summary",
    "description",
    "fund",
    "funding_note",
    "agreement_number",
    "agreement_on",
    "starts_on",
    "ends_on",
    "city",
    "contact_email",
    "contact_phone",
    "contact_hours",
    "contact_address",
)
LACKING = {
    "contact": _("an e-mail address or a phone number"),
    "summary": _("one or two sentences on what the programme is"),
    "activities": _("at least one activity"),
    "clause": _("the information clause"),
}


@transaction.atomic
def create_programme(*, operator: Organisation, funder: str, by: Account | None, **fields: Any) -> Programme:
    """Set up a programme, hidden as yet. Whoever does it becomes its coordinator.

    `funder`: a name; one that differs only in case or marks is the same funder. `fields`: any of FIELDS.
    The same programme sent twice (same author, title, operator and first day) is one.
    Raises RuleBroken: `not_allowed` for somebody who coordinates nothing here, `dates` where the end comes first.
    """
    if by is not None and not may_create_programme(by):
        raise RuleBroken(_("Only a coordinator may set up a programme."), code="not_allowed")
    _refuse_unknown(fields)
    _refuse_wrong_dates(fields["starts_on"], fields["ends_on"])
    lock_words("programme", "create")
    fields = _tidied(fields)
    if by is not None:
        twin = Programme.objects.filter(
            title=fields["title"],
            operator=operator,
            starts_on=fields["starts_on"],
            team__account=by,
            team__role=Role.COORDINATOR,
        ).first()
        if twin is not None:
            return twin
    programme = Programme.objects.create(
        slug=rules.free_slug(
            text.slug(fields["title"], longest=55), Programme.objects.values_list("slug", flat=True)
        ),
        operator=operator,
        funder=_funder(funder),
        **fields,
    )
    if by is not None:
        TeamMember.objects.create(programme=programme, account=by, role=Role.COORDINATOR)
        # The right to set up the first programme is spent: from now on the role gives it.
        by.user_permissions.remove(*by.user_permissions.filter(codename=SET_UP.partition(".")[2]))
    created.record(programme, by=by, programme_id=programme.pk)
    return programme


@transaction.atomic
def change_programme(
    programme: Programme,
    *,
    by: Account | None,
    operator: Organisation | None = None,
    funder: str | None = None,
    **fields: Any,
) -> Programme:
    """Change what is known of a programme; what is not given stays. Its address stays as well.

    What then falls outside the dates is no reason to refuse: the page warns (`queries.outside_dates`).
    Raises RuleBroken: `dates` where the end comes first, `lacking` where a public programme would lose what it needs.
    """
    programme = lock(programme)
    _refuse_unknown(fields)
    fields = _tidied(fields)
    if operator is not None:
        fields["operator"] = operator
    if funder is not None:
        fields["funder"] = _funder(funder)
    touched = sorted(name for name, value in fields.items() if getattr(programme, name) != value)
    for name in touched:
        setattr(programme, name, fields[name])
    _refuse_wrong_dates(programme.starts_on, programme.ends_on)
    if programme.is_public:
        _refuse_lacking(programme)
    if touched:
        programme.save(update_fields=touched)
        changed.record(programme, by=by, programme_id=programme.pk, fields=touched)
    return programme


@transaction.atomic
def publish_programme(programme: Programme, *, by: Account | None) -> Programme:
    """Show the programme to everybody. Twice is once. Raises RuleBroken (`lacking`) with what is missing."""
    programme = lock(programme)
    if programme.is_public:
        return programme
    _refuse_lacking(programme)
    programme.is_public = True
    programme.published_at = programme.published_at or clock.now()
    programme.save(update_fields=["is_public", "published_at"])
    published.record(programme, by=by, programme_id=programme.pk)
    return programme


@transaction.atomic
def unpublish_programme(programme: Programme, *, by: Account | None) -> Programme:
    """Hide the programme's public pages. Its information clause stays readable for those who gave data."""
    programme = lock(programme)
    if not programme.is_public:
        return programme
    programme.is_public = False
    programme.published_at = programme.published_at or clock.now()
    programme.save(update_fields=["is_public", "published_at"])
    unpublished.record(programme, by=by, programme_id=programme.pk)
    return programme


def _refuse_unknown(fields: dict[str, Any]) -> None:
    unknown = set(fields) - set(FIELDS)
    if unknown:
        raise TypeError(f"A programme has no {', '.join(sorted(unknown))} to set.")


def _refuse_wrong_dates(starts_on: Any, ends_on: Any) -> None:
    if ends_on < starts_on:
        raise RuleBroken(
            _("The programme ends before it begins. Correct one of the dates."), code="dates", field="ends_on"
        )


def _refuse_lacking(programme: Programme) -> None:
    lacking = queries.missing_before_publication(programme)
    if lacking:
        what = format_lazy(", ".join(["{}"] * len(lacking)), *(LACKING[code] for code in lacking))
        raise RuleBroken(
            format_lazy("{} {}.", _("People cannot see the programme yet. Missing:"), what), code="lacking"
        )


def _tidied(fields: dict[str, Any]) -> dict[str, Any]:
    many_lines = {"description"}
    return {
        name: text.clean(value) if isinstance(value, str) and name not in many_lines else value
        for name, value in fields.items()
    }


def _funder(name: str) -> Funder:
    return queries.funder_named(name) or Funder.objects.create(name=text.clean(name))
