"""My calendar: sessions under a secret address, and busy times that the team's planner should know."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from osnowa.lib import audit, calendar_reading
from osnowa.lib.errors import RuleBroken
from osnowa.people.models import Account
from osnowa.people.permissions import for_signed_in
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import has_role
from osnowa.programme.queries import programmes_of
from osnowa.ui import words
from osnowa.workshops import emails
from osnowa.workshops.actions import feeds as actions
from osnowa.workshops.actions.busy_times import forget_busy_times, import_busy_times
from osnowa.workshops.forms.session import BusyTimesForm
from osnowa.workshops.models import CalendarFeed, Enrolment
from osnowa.workshops.permissions import may_import_busy_times
from osnowa.workshops.queries.busy_times import busy_sources_of
from osnowa.workshops.queries.feeds import feeds_of
from osnowa.workshops.views.enrolment import by_token

SEE_OTHER = 303
Kind = CalendarFeed.Kind
NAMED = 10  # so many entries that were passed over are named
WHY: dict[str, str | Promise] = {
    calendar_reading.NO_START: gettext_lazy("it does not say when it begins"),
    calendar_reading.BACKWARDS: gettext_lazy("it ends before it begins"),
    calendar_reading.TOO_OFTEN: gettext_lazy("it repeats more often than every day"),
    calendar_reading.RULE: gettext_lazy("its rule of repeating is not understood here"),
    calendar_reading.UNREADABLE: gettext_lazy("it cannot be read"),
    calendar_reading.TOO_MANY: gettext_lazy("here we stopped: the file holds too much"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def my_calendar(request: HttpRequest) -> HttpResponse:
    """Addresses of one's own calendars: made, renewed and closed by buttons."""
    account = _account(request)
    choices = _choices(account)
    if request.method == "POST":
        key = request.POST.get("calendar", "")
        chosen = next((one for one in choices if one["key"] == key), None)
        if chosen is None:
            raise Http404
        _do(request, chosen, account)
        return HttpResponseRedirect(reverse("workshops:my_calendar"), status=SEE_OTHER)
    context = {"calendars": choices, "may_import": may_import_busy_times(account)}
    return render(request, "workshops/own/my_calendar.html", context)


def _account(request: HttpRequest) -> Account:
    assert isinstance(request.user, Account)  # `for_signed_in` let nobody else in
    return request.user


def _choices(account: Account) -> list[dict[str, Any]]:
    """What this account may have, each with its address where there is one."""
    programmes = [one for one in programmes_of(account) if has_role(account, one, *Role)]
    found: list[dict[str, Any]] = []
    if account.person_id is not None:
        found.append({"kind": Kind.OWN, "programme": None, "title": _("Workshops that I take part in")})
    if any(has_role(account, one, Role.TRAINER, Role.COORDINATOR) for one in programmes):
        found.append({"kind": Kind.LED, "programme": None, "title": _("Sessions that I lead")})
    found += [
        {
            "kind": Kind.PROGRAMME,
            "programme": one,
            "title": _("All sessions: %(title)s") % {"title": one.title},
        }
        for one in programmes
        if has_role(account, one, Role.COORDINATOR)
    ]
    feeds = feeds_of(account)
    for one in found:
        programme: Programme | None = one["programme"]
        one["key"] = f"{one['kind'].value}-{programme.pk}" if programme else one["kind"].value
        one["feed"] = feeds.get((one["kind"].value, programme.pk if programme else None))
        one["address"] = address_of(one["feed"]) if one["feed"] else ""
    return found


def _do(request: HttpRequest, chosen: dict[str, Any], account: Account) -> None:
    deed, feed = request.POST.get("deed", "open"), chosen["feed"]
    if deed == "open":
        if chosen["kind"] == Kind.OWN:
            actions.open_own_feed(account.person, by=account)
        elif chosen["kind"] == Kind.LED:
            actions.open_led_feed(account, by=account)
        else:
            actions.open_programme_feed(account, chosen["programme"], by=account)
    elif deed == "renew" and feed is not None:
        actions.renew_feed(feed, by=account)
        messages.success(request, _("The calendar has a new address. The old one says nothing any more."))
    elif deed == "close" and feed is not None:
        actions.close_feed(feed, by=account)
        messages.success(request, _("The address is closed. Nobody reads the calendar any more."))


def address_of(feed: CalendarFeed) -> str:
    return settings.BASE_URL + reverse("workshops:feed", args=[feed.token])


@require_http_methods(["GET", "HEAD", "POST"])
@by_token
def participant(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """A participant without an account gets the address by e-mail: it says more than the link of one sign-up may."""
    if enrolment.state != Enrolment.State.PLACED:
        raise Http404
    if request.method == "POST":
        person = enrolment.person
        feed = actions.open_own_feed(person, by=audit.PARTICIPANT)
        if request.POST.get("deed") == "renew":
            feed = actions.renew_feed(feed, by=audit.PARTICIPANT)
        emails.feed_address(enrolment, address_of(feed))
        back = reverse("workshops:enrolment_my_calendar", args=[enrolment.token])
        return HttpResponseRedirect(f"{back}?wyslano=1", status=SEE_OTHER)
    context = {
        "enrolment": enrolment,
        "cycle": enrolment.cycle,
        "programme": enrolment.cycle.programme,
        "feed": CalendarFeed.objects.filter(person=enrolment.person).first(),
        "sent": "wyslano" in request.GET,
    }
    return render(request, "workshops/public/my_calendar.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def busy_times(request: HttpRequest) -> HttpResponse:
    """When I cannot lead, from my own calendar's file. Titles are not kept."""
    account = _account(request)
    if not may_import_busy_times(account):
        raise Http404
    form = BusyTimesForm(*([request.POST, request.FILES] if request.method == "POST" else []))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            done = import_busy_times(account, data["upload"], source=data["source"], by=account)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            _say_imported(request, done.file)
            return redirect("workshops:busy_times")
    context = {"form": form, "sources": busy_sources_of(account)}
    return render(request, "workshops/own/busy_times.html", context)


@require_POST
@for_signed_in
def forget_busy(request: HttpRequest) -> HttpResponse:
    account = _account(request)
    if not may_import_busy_times(account):
        raise Http404
    forget_busy_times(account, request.POST.get("source", ""), by=account)
    messages.success(request, _("The calendar is removed."))
    return redirect("workshops:busy_times")


def _say_imported(request: HttpRequest, file: calendar_reading.BusyFile) -> None:
    said = ngettext(
        "The file is read: %(count)d busy time is kept.",
        "The file is read: %(count)d busy times are kept.",
        len(file.spans),
    )
    messages.success(request, said % {"count": len(file.spans)})
    if not file.passed:
        return
    lines = []
    for one in file.passed[:NAMED]:
        day = f" ({words.short_date(one.on)})" if one.on else ""
        lines.append(
            _("entry %(number)d%(day)s: %(why)s") % {"number": one.number, "day": day, "why": WHY[one.why]}
        )
    more = len(file.passed) - NAMED
    if more > 0:
        lines.append(ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more})
    messages.warning(request, _("Passed over: %(entries)s.") % {"entries": "; ".join(lines)})
