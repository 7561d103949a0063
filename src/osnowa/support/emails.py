"""Letters about consultations, hours and tools. Each repeats the facts in its text and leads to a page with buttons."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from osnowa.lib import mail
from osnowa.people.models import Account
from osnowa.programme.models import Programme
from osnowa.support.models import Adoption, Consultation, WorkLog
from osnowa.support.queries import who_may_confirm


def consultation_waiting(consultation: Consultation) -> None:
    """To those who may confirm it: the tool's owner where there is one with an account, else every member."""
    members = list(who_may_confirm(consultation))
    adoption = consultation.adoption
    owners = [
        account for account in members if adoption is not None and account.person_id == adoption.owner_id
    ]
    for account in owners or members:
        _queue(
            "consultation_waiting",
            account,
            consultation,
            consultation.programme,
            consultation=consultation,
            own_url=_url("support:own_consultation", consultation.organisation_id, consultation.pk),
        )


def consultation_disputed(consultation: Consultation) -> None:
    """To the mentor: what the organisation says is wrong."""
    _queue(
        "consultation_disputed",
        consultation.mentor,
        consultation,
        consultation.programme,
        consultation=consultation,
        own_url=_url("support:consultation", consultation.programme.slug, consultation.pk),
    )


def mentor_assigned(adoption: Adoption) -> None:
    """To the mentor: a tool and its organisation that from now on are yours."""
    if adoption.mentor is not None:
        _queue(
            "mentor_assigned",
            adoption.mentor,
            adoption,
            adoption.programme,
            adoption=adoption,
            own_url=_url("support:adoption", adoption.programme.slug, adoption.pk),
        )


def mentor_found(adoption: Adoption) -> None:
    """To whoever looks after the tool in the organisation and can sign in: who advises them from now on."""
    owner = Account.objects.filter(person=adoption.owner_id).first()
    if adoption.mentor is not None and owner is not None and owner != adoption.mentor:
        _queue(
            "mentor_found",
            owner,
            adoption,
            adoption.programme,
            adoption=adoption,
            own_url=_url("support:own_adoption", adoption.organisation_id, adoption.pk),
        )


def hours_returned(log: WorkLog) -> None:
    """To the volunteer: what to correct."""
    _queue(
        "hours_returned",
        log.volunteer,
        log,
        log.programme,
        log=log,
        own_url=_url("support:hours_change", log.programme.slug, log.pk),
    )


def _url(name: str, *args: Any) -> str:
    return str(settings.BASE_URL) + reverse(name, args=args)


def _queue(
    template: str, to: Account, about: Adoption | Consultation | WorkLog, programme: Programme, **context: Any
) -> None:
    if not to.is_active:
        return
    mail.queue(
        f"support/{template}",
        to=to.email,
        language=to.language,
        about=about,
        programme_id=programme.pk,
        reply_to=programme.contact_email,
        context={"programme": programme, **context},
    )
