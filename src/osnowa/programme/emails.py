"""One function per mail; the template has the same name."""

from django.conf import settings
from django.urls import reverse

from osnowa.lib import mail
from osnowa.people.models import Account
from osnowa.programme.models import TeamMember


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
            "link": f"{settings.BASE_URL}{reverse('portal:my')}",
        },
        about=member,
        programme_id=programme.pk,
        reply_to=programme.contact_email,
    )
