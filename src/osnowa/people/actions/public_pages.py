"""An organisation agrees to be found by everybody, and takes it back."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from osnowa.lib import clock, locks, text
from osnowa.lib.errors import RuleBroken
from osnowa.people.actions import deeds
from osnowa.people.actions.organisation import refuse_merged
from osnowa.people.models import Account, Organisation, PublicPage
from osnowa.people.models.public_page import show_in_search
from osnowa.people.rules import public_page


@transaction.atomic
def agree_to_public_page(
    organisation: Organisation,
    *,
    about: str = "",
    given_on: dt.date | None = None,
    way: str = PublicPage.Way.ITSELF,
    by: Account | None,
) -> PublicPage:
    """Everybody may find the organisation from now on, in the words of today. `given_on`: empty means today.

    A second time changes only what it says of itself (`about`) and, where the words are newer, agrees to these.
    Raises RuleBroken: "merged", "too_long" (about), "to_come" (given_on), "way".
    """
    organisation = locks.lock(organisation)
    refuse_merged(organisation)
    about = text.clean(about).strip()
    if len(about) > public_page.LONGEST_ABOUT:
        raise RuleBroken(
            _("Shorten this to %(count)d characters.") % {"count": public_page.LONGEST_ABOUT},
            code="too_long",
            field="about",
        )
    given_on = given_on or clock.today()
    if given_on > clock.today():
        raise RuleBroken(_("This day is still to come. Check the year."), code="to_come", field="given_on")
    if way not in PublicPage.Way:
        raise RuleBroken(_("Choose how the organisation agreed."), code="way", field="way")
    page = PublicPage.objects.filter(organisation=organisation, withdrawn_at=None).first()
    if page is not None and page.version == public_page.newest():
        if page.about != about:
            page.about, page.noted_by = about, by
            page.save(update_fields=["about", "noted_by"])
            deeds.public_page_changed.record(organisation, by=by)
            show_in_search(organisation)
        return page
    if page is not None:
        page.withdrawn_at, page.withdrawn_by = clock.now(), by
        page.save(update_fields=["withdrawn_at", "withdrawn_by"])
    page = PublicPage.objects.create(
        organisation=organisation,
        version=public_page.newest(),
        about=about,
        given_on=given_on,
        way=way,
        noted_at=clock.now(),
        noted_by=by,
    )
    deeds.public_page_agreed.record(organisation, by=by, way=way, given_on=given_on.isoformat())
    show_in_search(organisation)
    return page


@transaction.atomic
def withdraw_public_page(organisation: Organisation, *, by: Account | None) -> bool:
    """Nobody finds the organisation any more, from this moment on. False: it was not shown."""
    organisation = locks.lock(organisation)
    page = PublicPage.objects.filter(organisation=organisation, withdrawn_at=None).first()
    if page is None:
        return False
    page.withdrawn_at, page.withdrawn_by = clock.now(), by
    page.save(update_fields=["withdrawn_at", "withdrawn_by"])
    deeds.public_page_withdrawn.record(organisation, by=by)
    show_in_search(organisation)
    return True
