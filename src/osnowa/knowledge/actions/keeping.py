"""Keeping a published text true: who looks after it, when it was last read, and asking the owner in time."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from osnowa.knowledge import emails
from osnowa.knowledge.actions.texts import ask_editor
from osnowa.knowledge.models import ReviewedPage
from osnowa.knowledge.queries import editors
from osnowa.lib import audit, clock, locks
from osnowa.lib.errors import RuleBroken
from osnowa.people.models import Account

handed_over = audit.deed("knowledge.handed_over", gettext_lazy("gave a text to somebody else to look after"))
confirmed = audit.deed("knowledge.confirmed", gettext_lazy("said that a text is still true"))


@transaction.atomic
def hand_over_text(page: ReviewedPage, to: Account, *, by: Any) -> ReviewedPage:
    """Somebody else looks after the text from now on. The same person again changes nothing.

    Raises RuleBroken: `role` (of who asks), `editor` (field `owner`: the other one does not write here).
    """
    ask_editor(by)
    page = locks.lock(page)
    if page.owner_id == to.pk:
        return page
    if to.pk not in {account.pk for account in editors()}:
        raise RuleBroken(
            _("Choose somebody who writes here: an editor or a coordinator."), code="editor", field="owner"
        )
    page.owner = to
    Page.objects.filter(pk=page.pk).update(owner=to)
    handed_over.record(page, by=by, programme_id=page.programme_id)
    return page


@transaction.atomic
def confirm_text(page: ReviewedPage, *, by: Any) -> ReviewedPage:
    """Somebody has read a published text again and it is still true. Saying so twice on a day changes nothing.

    Raises RuleBroken: `role`, `not_live` (nobody reads it).
    """
    ask_editor(by)
    page = locks.lock(page)
    if not page.live:
        raise RuleBroken(_("Readers do not see this text, so there is nothing to confirm."), code="not_live")
    if page.confirmed_on == clock.today():
        return page
    page.confirmed_on = clock.today()
    type(page).objects.filter(pk=page.pk).update(confirmed_on=page.confirmed_on)
    confirmed.record(page, by=by, programme_id=page.programme_id)
    return page


@transaction.atomic
def remind_of_text(page: ReviewedPage) -> bool:
    """Ask the owner once for each due day, or all editors where the owner no longer writes here. Did a letter go?"""
    page = locks.lock(page)
    due = page.due_on
    if not page.live or due is None or page.reminded_for == due:
        return False
    emails.text_due(page)
    type(page).objects.filter(pk=page.pk).update(reminded_for=due)
    return True
