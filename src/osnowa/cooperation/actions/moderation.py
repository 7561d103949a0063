"""The programme's team takes from the board what does not belong there, and puts it back."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.cooperation import emails
from osnowa.cooperation.models import Announcement
from osnowa.cooperation.queries import entry_of
from osnowa.cooperation.rules import FOUND_AS
from osnowa.lib import audit, clock, search, text
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock
from osnowa.people.models import Account

State = Announcement.State

announcement_hidden = audit.deed("cooperation.announcement_hidden", gettext_lazy("hid an announcement"))
announcement_shown = audit.deed(
    "cooperation.announcement_shown", gettext_lazy("showed an announcement again")
)


@transaction.atomic
def hide_announcement(
    announcement: Announcement, because: str, *, programme_id: int, by: Account
) -> Announcement:
    """Take it off every public page; the author gets the reason by e-mail. It stops counting at once.

    `programme_id`: of the team that does it. A second click changes nothing. Raises RuleBroken: "reason".
    """
    announcement = lock(announcement)
    if announcement.state == State.HIDDEN:
        return announcement
    because = text.clean(because)[:300]
    if not because:
        raise RuleBroken(
            _("Write why: the author gets this sentence by e-mail."), code="reason", field="because"
        )
    announcement.state = State.HIDDEN
    announcement.hidden_at, announcement.hidden_by = clock.now(), by
    announcement.hidden_because = because
    announcement.save()
    emails.announcement_hidden(announcement)
    announcement_hidden.record(announcement, by=by, programme_id=programme_id)
    search.show(FOUND_AS, announcement.pk, entry_of(announcement))
    return announcement


@transaction.atomic
def show_announcement(announcement: Announcement, *, programme_id: int, by: Account) -> Announcement:
    """Undo the hiding: it is again what it was, open or closed. A second click changes nothing."""
    announcement = lock(announcement)
    if announcement.state != State.HIDDEN:
        return announcement
    announcement.state = State.CLOSED if announcement.closed_at else State.OPEN
    announcement.hidden_at = announcement.hidden_by = None
    announcement.hidden_because = ""
    announcement.save()
    announcement_shown.record(announcement, by=by, programme_id=programme_id)
    search.show(FOUND_AS, announcement.pk, entry_of(announcement))
    return announcement
