"""Short links: made for several places at once, changed, ended, opened again."""

import secrets
import uuid

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from osnowa.lib import audit, clock, locks, text
from osnowa.lib.errors import RuleBroken
from osnowa.people.models import Account
from osnowa.programme.models import Programme
from osnowa.spreading.models import ShortLink
from osnowa.spreading.rules import codes
from osnowa.workshops.models import Cycle

links_made = audit.deed("spreading.links_made", gettext_lazy("made a short link"))
link_changed = audit.deed("spreading.link_changed", gettext_lazy("changed a short link"))
link_ended = audit.deed("spreading.link_ended", gettext_lazy("ended a short link"))
link_reopened = audit.deed("spreading.link_reopened", gettext_lazy("opened a short link again"))

MOST_PLACES = 20
Kind = ShortLink.Kind


@transaction.atomic
def make_links(
    programme: Programme,
    target: Cycle | Page | str,
    *,
    label: str,
    places: list[str],
    words: str = "",
    batch_key: uuid.UUID | None = None,
    by: Account,
) -> list[ShortLink]:
    """One short link for each place where a poster will hang, so that their visits can be compared.

    `target`: a cycle of the programme, a page of the site, or `Kind.PROGRAMME`, `Kind.NEWSLETTER`. `places`: in words,
    at most MOST_PLACES. `batch_key`: of the form; the same form sent twice makes nothing new.
    Raises RuleBroken: "label", "places", "many", "target".
    """
    batch_key = batch_key or uuid.uuid4()
    locks.lock_words("short links", batch_key)
    made_before = list(ShortLink.objects.filter(batch_key=batch_key, programme=programme).order_by("pk"))
    if made_before:
        return made_before
    named = [place for one in places if (place := text.clean(one)[:150].strip())]
    named = list(dict.fromkeys(named))
    if not named:
        raise RuleBroken(_("Write where the poster will hang."), code="places", field="places")
    if len(named) > MOST_PLACES:
        raise RuleBroken(
            _("At most %(most)d places at once. Write the others in a second go.") % {"most": MOST_PLACES},
            code="many",
            field="places",
        )
    kind, cycle, page = _target_of(programme, target)
    facts = _words(label, words)
    made = [
        ShortLink.objects.create(
            programme=programme,
            code=_free_code(),
            kind=kind,
            cycle=cycle,
            page=page,
            place=place,
            batch_key=batch_key,
            created_at=clock.now(),
            created_by=by,
            **facts,
        )
        for place in named
    ]
    for link in made:
        links_made.record(link, by=by, programme_id=programme.pk, code=link.code)
    return made


@transaction.atomic
def change_link(
    link: ShortLink, *, target: Cycle | Page | str, label: str, place: str, words: str = "", by: Account
) -> ShortLink:
    """Lead a printed code elsewhere, or mend its words. The code and its visits stay. The same again changes nothing.

    Raises RuleBroken: "label", "places" (field "place"), "target".
    """
    link = locks.lock(link)
    kind, cycle, page = _target_of(link.programme, target)
    place = text.clean(place)[:150].strip()
    if not place:
        raise RuleBroken(_("Write where the poster will hang."), code="places", field="place")
    facts = {
        "kind": kind,
        "cycle_id": cycle.pk if cycle else None,
        "page_id": page.pk if page else None,
        "place": place,
        **_words(label, words),
    }
    changed = sorted(name for name, value in facts.items() if getattr(link, name) != value)
    if not changed:
        return link
    for name, value in facts.items():
        setattr(link, name, value)
    link.save(update_fields=list(facts))
    link_changed.record(link, by=by, programme_id=link.programme_id, fields=changed)
    return link


@transaction.atomic
def end_link(link: ShortLink, *, by: Account) -> ShortLink:
    """The poster is out of date: who comes by it is told so. Twice is once."""
    link = locks.lock(link)
    if link.ended_at is None:
        link.ended_at = clock.now()
        link.save(update_fields=["ended_at"])
        link_ended.record(link, by=by, programme_id=link.programme_id)
    return link


@transaction.atomic
def reopen_link(link: ShortLink, *, by: Account) -> ShortLink:
    """It leads again. Twice is once."""
    link = locks.lock(link)
    if link.ended_at is not None:
        link.ended_at = None
        link.save(update_fields=["ended_at"])
        link_reopened.record(link, by=by, programme_id=link.programme_id)
    return link


def _target_of(programme: Programme, target: Cycle | Page | str) -> tuple[str, Cycle | None, Page | None]:
    """Own things only. Raises RuleBroken "target"."""
    if isinstance(target, Cycle) and target.programme_id == programme.pk:
        return Kind.CYCLE, target, None
    if isinstance(target, Page):
        return Kind.PAGE, None, target
    if isinstance(target, str) and target in (Kind.PROGRAMME, Kind.NEWSLETTER):
        return Kind(target), None, None
    raise RuleBroken(_("Choose where the code leads."), code="target", field="target")


def _words(label: str, words: str) -> dict[str, str]:
    label = text.clean(label)[:120].strip()
    if not label:
        raise RuleBroken(_("Write what stands large on the poster."), code="label", field="label")
    return {"label": label, "words": text.clean(words)[:300].strip()}


def _free_code() -> str:
    while True:
        code = codes.new_code(secrets.choice)
        if not ShortLink.objects.filter(code=code).exists():
            return code
