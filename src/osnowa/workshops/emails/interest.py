"""Letters to those who want to hear that a sign-up opens."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from osnowa.lib import mail
from osnowa.workshops.models import Interest


def interest_to_confirm(interest: Interest) -> None:
    """Press the button if it was you who left this address."""
    _queue("interest_to_confirm", interest)


def sign_up_open(interest: Interest) -> None:
    """The sign-up is open; this was the only letter, and the address is deleted."""
    _queue("sign_up_open", interest)


def _queue(template: str, interest: Interest) -> None:
    cycle = interest.cycle
    programme = cycle.programme
    context: dict[str, Any] = {
        "interest": interest,
        "cycle": cycle,
        "programme": programme,
        "own_url": settings.BASE_URL + reverse("workshops:interest", args=[interest.token]),
        "cycle_url": settings.BASE_URL + reverse("workshops:cycle", args=[programme.slug, cycle.slug]),
    }
    mail.queue(
        f"workshops/{template}",
        to=interest.email,
        language=interest.language,
        about=cycle,
        programme_id=programme.pk,
        reply_to=programme.contact_email,
        context=context,
    )
