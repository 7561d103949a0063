"""Links to the outside are asked once a week where a coordinator switched it on (tasks.ask_links)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.knowledge.actions.texts import ask_editor
from osnowa.knowledge.models import LinkWatch, OutsideLink
from osnowa.knowledge.permissions import may_switch_links
from osnowa.lib import audit, clock, locks
from osnowa.lib.errors import RuleBroken

links_switched = audit.deed("knowledge.links_switched", gettext_lazy("switched the watching of links"))
link_is_right = audit.deed("knowledge.link_is_right", gettext_lazy("said that a link is right"))


@transaction.atomic
def switch_links(*, on: bool, by: Any) -> LinkWatch:
    """Let links be asked from now on, or no longer. The same again changes nothing. Raises RuleBroken (`role`)."""
    if not may_switch_links(by):
        raise RuleBroken(_("Only a coordinator switches this."), code="role")
    locks.lock_words("link watch")
    watch = LinkWatch.objects.filter(pk=1).first() or LinkWatch(pk=1)
    if watch.is_on == on:
        return watch
    watch.is_on, watch.changed_at, watch.changed_by = on, clock.now(), by
    watch.save()
    links_switched.record(watch, by=by, on=on)
    return watch


@transaction.atomic
def call_link_right(link: OutsideLink, *, by: Any) -> OutsideLink:
    """Somebody has looked: the link is right, and nobody is told of it again. Raises RuleBroken (`role`)."""
    ask_editor(by)
    link = locks.lock(link)
    if not link.is_right:
        link.is_right = True
        link.save(update_fields=["is_right"])
        link_is_right.record(link, by=by, fault=link.fault)
    return link
