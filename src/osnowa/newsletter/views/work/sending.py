"""Looking at an issue, trying it on oneself, choosing readers and time, sending, and what can be done on the way."""

from csp.decorators import csp_replace
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.lib.errors import RuleBroken
from osnowa.newsletter.actions import composing, delivery, testing
from osnowa.newsletter.forms.issue import ReadersForm, ScheduleForm, initial_schedule, key_of
from osnowa.newsletter.permissions import READERS, WRITERS
from osnowa.newsletter.queries.checks import findings_of
from osnowa.newsletter.queries.groups import groups_of, readers_count
from osnowa.newsletter.queries.issues import items_of
from osnowa.newsletter.queries.preview import LIGHTS, WIDTHS, preview_of, shown_to
from osnowa.newsletter.views.reach import by_button, by_form, issue_of
from osnowa.programme.models import Programme
from osnowa.programme.permissions import for_team

# Letters carry their styles in the text; nothing else may run or load, and links open apart.
POLICY = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["'self'", "data:"],
    "frame-ancestors": ["'self'"],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
}


@require_safe
@for_team(*READERS)
def preview(request: HttpRequest, programme: Programme, issue: int) -> HttpResponse:
    """The letter in a frame, as wide as a phone or a screen, light or dark, and its text part."""
    found = issue_of(programme, issue)
    language = request.GET.get("jezyk", found.language)
    context = {
        "programme": programme,
        "issue": found,
        "shown": preview_of(found, language, request.user),
        "width": request.GET.get("szerokosc") if request.GET.get("szerokosc") in WIDTHS else WIDTHS[0],
        "light": request.GET.get("jasnosc") if request.GET.get("jasnosc") in LIGHTS else LIGHTS[0],
        "language": language if language in {"pl", "en"} else "pl",
    }
    return render(request, "newsletter/work/preview.html", context)


@require_safe
@for_team(*READERS)
@xframe_options_sameorigin
@csp_replace(POLICY)
def letter(request: HttpRequest, programme: Programme, issue: int) -> HttpResponse:
    """The HTML part alone, for the frame of the page above."""
    found = issue_of(programme, issue)
    shown = preview_of(found, request.GET.get("jezyk", found.language), request.user)
    return HttpResponse(
        shown_to(shown.html, width=request.GET.get("szerokosc", ""), light=request.GET.get("jasnosc", ""))
    )


@require_POST
@for_team(*WRITERS)
def test(request: HttpRequest, programme: Programme, issue: int) -> HttpResponse:
    found = issue_of(programme, issue)
    said = _("A trial letter is on its way to %(address)s.") % {"address": request.user.email}
    by_button(request, lambda: testing.send_test(found, by=request.user), said)
    return redirect("newsletter:work_issue", programme.slug, found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*WRITERS)
def readers(request: HttpRequest, programme: Programme, issue: int) -> HttpResponse:
    found = issue_of(programme, issue)
    if not found.is_draft:
        return redirect("newsletter:work_issue", programme.slug, found.pk)
    form = ReadersForm(
        request.POST if request.method == "POST" else None,
        groups=groups_of(programme),
        initial={"readers": key_of(found.segment or found.mailing_list)},
    )
    if by_form(
        request,
        form,
        lambda _data: composing.choose_readers(found, form.chosen, by=request.user),
        _("The readers are chosen."),
    ):
        return redirect("newsletter:work_issue", programme.slug, found.pk)
    return render(
        request, "newsletter/work/readers.html", {"programme": programme, "issue": found, "form": form}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*WRITERS)
def send(request: HttpRequest, programme: Programme, issue: int) -> HttpResponse:
    """An interruption first: how many people get it. What was sent cannot be called back."""
    found = issue_of(programme, issue)
    if found.is_frozen or not found.is_draft:
        return redirect("newsletter:work_issue", programme.slug, found.pk)
    if request.method == "POST":
        by_button(
            request, lambda: delivery.queue_issue(found, by=request.user), _("The issue is on its way.")
        )
        return redirect("newsletter:work_issue", programme.slug, found.pk)
    context = {
        "programme": programme,
        "issue": found,
        "readers": readers_count(found),
        "findings": [one for one in findings_of(found, items_of(found)) if one.state != "done"],
    }
    return render(request, "newsletter/work/send.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*WRITERS)
def schedule(request: HttpRequest, programme: Programme, issue: int) -> HttpResponse:
    found = issue_of(programme, issue)
    if found.is_frozen:
        return redirect("newsletter:work_issue", programme.slug, found.pk)
    form = ScheduleForm(request.POST if request.method == "POST" else None, initial=initial_schedule(found))
    if request.method == "POST" and form.is_valid() and (moment := form.send_at) is not None:
        try:
            delivery.schedule_issue(found, moment, form.cleaned_data["window_hours"], by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The time is set. The issue goes out by itself."))
            return redirect("newsletter:work_issue", programme.slug, found.pk)
    return render(
        request, "newsletter/work/schedule.html", {"programme": programme, "issue": found, "form": form}
    )


@require_POST
@for_team(*WRITERS)
def unschedule(request: HttpRequest, programme: Programme, issue: int) -> HttpResponse:
    found = issue_of(programme, issue)
    by_button(
        request,
        lambda: delivery.unschedule_issue(found, by=request.user),
        _("The issue is a draft again. Nothing goes out."),
    )
    return redirect("newsletter:work_issue", programme.slug, found.pk)


@require_POST
@for_team(*WRITERS)
def hold(request: HttpRequest, programme: Programme, issue: int) -> HttpResponse:
    found = issue_of(programme, issue)
    by_button(
        request,
        lambda: delivery.hold_issue(found, by=request.user),
        _("Stopped. What has left stays sent, the rest waits."),
    )
    return redirect("newsletter:work_issue", programme.slug, found.pk)


@require_POST
@for_team(*WRITERS)
def release(request: HttpRequest, programme: Programme, issue: int) -> HttpResponse:
    found = issue_of(programme, issue)
    by_button(request, lambda: delivery.release_issue(found, by=request.user), _("The issue goes on."))
    return redirect("newsletter:work_issue", programme.slug, found.pk)


@require_POST
@for_team(*WRITERS)
def retry(request: HttpRequest, programme: Programme, issue: int) -> HttpResponse:
    found = issue_of(programme, issue)

    def said(count: int) -> str:
        return ngettext("%(count)d letter is tried again.", "%(count)d letters are tried again.", count) % {
            "count": count
        }

    by_button(request, lambda: delivery.retry_failed(found, by=request.user), said)
    return redirect("newsletter:work_issue", programme.slug, found.pk)
