"""One function per mail; the template has the same name."""

from django.conf import settings
from django.urls import reverse

from osnowa.lib import mail
from osnowa.people.models import Account, Organisation
from osnowa.programme.models import Programme, ServicePaper, TeamMember


def invitation(member: TeamMember, *, invited_by: Account | None) -> None:
    """Tell somebody that they have a role, and where the door is. The mail holds no key: they sign in by code."""
    programme = member.programme
    mail.queue(
        "programme/invitation",
        to=member.account.email,
        language=member.account.language,
        context={
            "member": member,
            "programme": programme,
            "role": member.get_role_display,
            "invited_by": invited_by.get_full_name() if invited_by else "",
            "link": way_in(),
        },
        about=member,
        programme_id=programme.pk,
        reply_to=programme.contact_email,
    )


def first_coordinator(account: Account, operator: Organisation) -> None:
    """Tell somebody that the installation waits for its first programme, and where the door is."""
    mail.queue(
        "programme/first_coordinator",
        to=account.email,
        language=account.language,
        context={"account": account, "operator": operator, "link": way_in()},
        about=account,
    )


def second_factor_reset(account: Account, *, programme: Programme | None, reset_by: Account | None) -> None:
    """Tell somebody that their phone was disconnected, by whom, and what to do if they did not ask for it."""
    mail.queue(
        "programme/second_factor_reset",
        to=account.email,
        language=account.language,
        context={
            "account": account,
            "programme": programme,
            "reset_by": reset_by.get_full_name() if reset_by else "",
            "link": way_in(),
        },
        about=account,
        programme_id=programme.pk if programme else None,
        reply_to=reset_by.email if reset_by else "",
    )


def way_in() -> str:
    """The address behind which people sign in and find their work."""
    return f"{settings.BASE_URL}{reverse('portal:my')}"


def retention_warning(programme: Programme, account: Account, people: int) -> None:
    """To a coordinator, a month before: whose time of keeping runs out is erased by itself."""
    mail.queue(
        "programme/retention_warning",
        to=account.email,
        language=account.language,
        context={
            "programme": programme,
            "people": people,
            "link": settings.BASE_URL + reverse("portal:retention", args=[programme.slug]),
        },
        about=programme,
        programme_id=programme.pk,
    )


def service_paper(paper: ServicePaper) -> None:
    """Your certificate of work in the programme: where to take it, and how anybody checks it."""
    mail.queue(
        "programme/service_paper",
        to=paper.account.email,
        language=paper.language,
        context={
            "paper": paper,
            "programme": paper.programme,
            "link": settings.BASE_URL + reverse("portal:own_paper", args=[paper.pk]),
            "verify_url": settings.BASE_URL + reverse("workshops:verify", args=[paper.code]),
        },
        about=paper,
        programme_id=paper.programme_id,
        reply_to=paper.programme.contact_email,
    )
