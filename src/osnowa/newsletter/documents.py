"""A sent issue on paper: to be printed and handed out."""

from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.translation import gettext as _

from osnowa.lib import clock, typeset
from osnowa.newsletter.models import Issue
from osnowa.newsletter.queries.web import web_of
from osnowa.newsletter.rules.blocks import Block, blocks_of
from osnowa.ui import words


def issue_paper(issue: Issue) -> bytes:
    """The words that readers got, as a tagged PDF, with a code that leads to the page."""
    address = settings.BASE_URL + reverse("newsletter:issue", args=[issue.pk])
    moment = (issue.queued_at or issue.created_at).astimezone(clock.WARSAW)
    programme = issue.programme
    blocks = blocks_of(str(web_of(issue)))
    photographs = _photographs(blocks)
    return typeset.pdf(
        "newsletter/papers/issue.typ",
        {
            "title": words.join_words(issue.title),
            "over": _("Newsletter of %(day)s") % {"day": words.short_date(moment.date())},
            "programme": programme.title if programme else "",
            "operator": programme.operator.name if programme else "",
            "note": programme.funding_note if programme else "",
            "blocks": [
                block
                for block in blocks
                if block["kind"] != "picture" or block["pieces"][0]["address"] in photographs
            ],
            "address": address,
            "qr": typeset.qr(address),
            "qr-alt": _("Code that leads to %(address)s") % {"address": address},
        },
        title=issue.title,
        language=issue.language,
        photographs=photographs,
    )


def _photographs(blocks: list[Block]) -> dict[str, bytes]:
    """The files of the pictures, by the names that the blocks give them from now on; a lost one is left out."""
    found: dict[str, bytes] = {}
    for block in blocks:
        if block["kind"] != "picture":
            continue
        piece = block["pieces"][0]
        piece["address"] = PurePosixPath(piece["address"]).name
        try:
            with default_storage.open(f"images/{piece['address']}") as opened:
                found[piece["address"]] = opened.read()
        except (OSError, ValueError):  # the file is gone, or the name means none
            continue
    return found
