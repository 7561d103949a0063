"""A sent issue on paper: to be printed and handed out."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from osnowa.lib import clock, typeset
from osnowa.newsletter.models import Issue
from osnowa.newsletter.queries.web import web_of
from osnowa.newsletter.rules.blocks import blocks_of
from osnowa.ui import words


def issue_paper(issue: Issue) -> bytes:
    """The words that readers got, as a tagged PDF, with a code that leads to the page."""
    address = settings.BASE_URL + reverse("newsletter:issue", args=[issue.pk])
    moment = (issue.queued_at or issue.created_at).astimezone(clock.WARSAW)
    programme = issue.programme
    return typeset.pdf(
        "newsletter/papers/issue.typ",
        {
            "title": words.join_words(issue.title),
            "over": _("Newsletter of %(day)s") % {"day": words.short_date(moment.date())},
            "programme": programme.title if programme else "",
            "operator": programme.operator.name if programme else "",
            "note": programme.funding_note if programme else "",
            "blocks": blocks_of(str(web_of(issue))),
            "address": address,
            "qr": typeset.qr(address),
            "qr-alt": _("Code that leads to %(address)s") % {"address": address},
        },
        title=issue.title,
        language=issue.language,
    )
