"""What other rooms tell of support: an organisation's path, and a person's own affairs."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from osnowa.people.models import Account, Organisation
from osnowa.people.permissions import organisations_of
from osnowa.people.rules.affairs import Affair
from osnowa.people.rules.path import PathStep
from osnowa.support.models import Adoption, AdoptionStage, Consultation, Stage, WorkLog
from osnowa.support.queries.consultations import to_confirm
from osnowa.support.rules import hours, looks
from osnowa.ui import words

OWN_HOURS_SHOWN = 10


def path_steps(organisation: Organisation) -> list[PathStep]:
    """Stages of the organisation's tools and its confirmed consultations, in time order. Two queries."""
    stages = (
        AdoptionStage.objects.filter(adoption__organisation=organisation)
        .select_related("adoption__programme")
        .order_by("happened_on", "pk")
    )
    consultations = (
        Consultation.objects.filter(organisation=organisation, state=Consultation.State.CONFIRMED)
        .select_related("programme")
        .order_by("held_on", "pk")
    )
    steps = [
        PathStep(
            happened_on=row.happened_on,
            title=row.adoption.tool_name,
            text=row.note or (row.adoption.purpose if not row.stage_before else ""),
            state="na" if row.stage == Stage.LEFT else "done",
            state_label=str(Stage(row.stage).label),
            url=reverse("support:adoption", args=[row.adoption.programme.slug, row.adoption_id]),
            own_url=reverse("support:own_adoption", args=[organisation.pk, row.adoption_id]),
            programme=row.adoption.programme_id,
        )
        for row in stages
    ]
    steps += [
        PathStep(
            happened_on=row.held_on,
            title=_("Consultation: %(topic)s") % {"topic": row.topic},
            text=_("%(hours)s h, %(form)s") % {"hours": _hours(row.minutes), "form": row.get_form_display()},
            state="done",
            state_label=str(Consultation.State.CONFIRMED.label),
            url=reverse("support:consultation", args=[row.programme.slug, row.pk]),
            own_url=reverse("support:own_consultation", args=[organisation.pk, row.pk]),
            programme=row.programme_id,
        )
        for row in consultations
    ]
    return sorted(steps, key=lambda step: step.happened_on)


def affairs_of(account: Account) -> list[Affair]:
    """Consultations to confirm, own hours (those to correct first), tools of the organisations one speaks for.

    A fixed number of queries.
    """
    return [*_to_confirm(account), *_hours_of(account), *_tools_of(account)]


def _to_confirm(account: Account) -> list[Affair]:
    return [
        Affair(
            title=_("Consultation: %(topic)s") % {"topic": row.topic},
            second=" · ".join(
                [
                    row.organisation.name,
                    words.short_date(row.held_on),
                    _("%(hours)s h") % {"hours": _hours(row.minutes)},
                ]
            ),
            at=row.created_at,
            url=reverse("support:own_consultation", args=[row.organisation_id, row.pk]),
            deed=pgettext("deed", "Confirm"),
            state="soon",
            state_label=_("waits for your word"),
        )
        for row in to_confirm(account)
    ]


def _hours_of(account: Account) -> list[Affair]:
    """Those returned to correct, all of them, then the latest others. One query."""
    own = WorkLog.objects.filter(volunteer=account)
    latest = own.exclude(state=WorkLog.State.RETURNED).values("pk")[:OWN_HOURS_SHOWN]
    rows = list(
        own.filter(Q(state=WorkLog.State.RETURNED) | Q(pk__in=latest)).select_related(
            "programme", "organisation"
        )
    )
    rows.sort(key=lambda row: row.state != WorkLog.State.RETURNED)
    return [
        Affair(
            title=_("Hours of %(day)s") % {"day": words.short_date(row.done_on)},
            second=" · ".join(
                filter(
                    None,
                    [
                        _("%(hours)s h") % {"hours": _hours(row.minutes)},
                        row.organisation.name if row.organisation else "",
                        row.what,
                    ],
                )
            ),
            at=row.created_at,
            url=reverse("support:work_log", args=[row.programme.slug, row.pk]),
            deed=pgettext("deed", "Correct") if row.state == WorkLog.State.RETURNED else "",
            state=looks.HOURS[row.state],
            state_label=row.get_state_display(),
        )
        for row in rows
    ]


def _tools_of(account: Account) -> list[Affair]:
    rows = Adoption.objects.filter(organisation__in=organisations_of(account)).select_related("organisation")
    return [
        Affair(
            title=row.tool_name,
            second=f"{row.organisation.name} · {words.short_date(row.stage_on)}",
            at=row.created_at,
            url=reverse("support:own_adoption", args=[row.organisation_id, row.pk]),
            state=looks.STAGES[row.stage],
            state_label=row.get_stage_display(),
        )
        for row in rows
    ]


def _hours(minutes: int) -> str:
    return words.decimal(hours.as_hours(minutes), 2)
