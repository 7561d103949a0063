"""What readers see: the sign-up, the page behind the link in each letter, the way out. Opening changes nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from osnowa.lib import audit, clock
from osnowa.lib.errors import RuleBroken
from osnowa.newsletter.actions import readers as actions
from osnowa.newsletter.forms.reading import ChoiceForm, PauseForm, SubscribeForm
from osnowa.newsletter.models import MailingList, Reader, ReaderConsent
from osnowa.newsletter.queries.readers import PAUSED, lists_of, lists_to_choose, reader_by_token, state_of
from osnowa.newsletter.rules import consents
from osnowa.programme.queries import public_programmes

View = Callable[..., HttpResponse]
SEE_OTHER = 303
ONE_CLICK = "One-Click"


@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """Leave an address. The answer is the same whether it was known or not."""
    offered = list(lists_to_choose())
    wanted = [row for row in offered if row.slug == request.GET.get("temat")]
    form = SubscribeForm(
        request.POST if request.method == "POST" else None,
        offered=offered,
        **({"initial": {"lists": wanted}} if wanted else {}),
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        if _too_many_from(request):
            form.add_error(
                None,
                _("Many forms have come from your network this minute. Wait a minute and send it once more."),
            )
            status = 429
        else:
            actions.ask_for_letters(
                email=form.cleaned_data["email"],
                lists=form.chosen,
                language=form.cleaned_data["language"],
                by=audit.PARTICIPANT,
            )
            return HttpResponseRedirect(f"{reverse('newsletter:subscribe')}?sent=1", status=SEE_OTHER)
    context = {
        "form": form,
        "only": offered[0] if len(offered) == 1 else None,
        "words": consents.words_of(consents.newest(), get_language() or "pl"),
        "operators": sorted({row.operator.name for row in public_programmes()}),
        "sent": "sent" in request.GET and request.method != "POST",
    }
    return render(request, "newsletter/public/subscribe.html", context, status=status)


def _too_many_from(request: HttpRequest) -> bool:
    """As many forms a minute from one network as sign-ups to cycles. Counted by each web process for itself."""
    local = caches["local"]
    key = f"newsletter.asked.{request.META.get('REMOTE_ADDR', '')}.{int(clock.now().timestamp() // 60)}"
    count = local.get(key, 0) + 1
    local.set(key, count, timeout=120)
    return bool(count > settings.SIGNUPS_PER_MINUTE_PER_ADDRESS)


def _by_token(view: View) -> View:
    """Open a page to whoever holds the link; anybody else gets 404. In the reader's language unless they chose one."""

    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        reader = reader_by_token(token)
        if reader is None:
            raise Http404
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            translation.activate(reader.language)
        response = view(request, reader)
        response.headers["Cache-Control"] = "no-store, private"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    return opened


@require_http_methods(["GET", "HEAD", "POST"])
@_by_token
def confirm(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Behind the link in the letter: a button says yes. Mail programs that open links confirm nothing."""
    refusal = None
    if request.method == "POST":
        try:
            actions.confirm_reader(reader, by=audit.PARTICIPANT)
        except RuleBroken as broken:
            refusal = broken
        else:
            return _to_choices(reader, "confirmed")
    elif reader.is_confirmed:
        return _to_choices(reader)
    context = {
        "reader": reader,
        "refusal": refusal,
        "is_fresh": actions.link_is_fresh(reader),
        "lists": [row.title for row in MailingList.objects.filter(pk__in=lists_of(reader))],
        "words": consents.words_of(consents.newest(), get_language() or "pl"),
    }
    return render(request, "newsletter/public/confirm.html", context)


DEEDS = ("choose", "pause", "resume", "return")


@require_http_methods(["GET", "HEAD", "POST"])
@_by_token
def choices(request: HttpRequest, reader: Reader) -> HttpResponse:
    """A reader's own page. Posted: `deed` = choose, pause, resume or return."""
    offered = list(lists_to_choose(reader))
    deed = request.POST.get("deed", "") if request.method == "POST" else ""
    form = ChoiceForm(
        request.POST if deed == "choose" else None,
        offered=offered,
        initial={"lists": lists_of(reader), "language": reader.language},
    )
    pause_form = PauseForm(request.POST if deed == "pause" else None)
    refusal = None
    if deed in DEEDS:
        try:
            if _done(deed, reader, form, pause_form, offered):
                return _to_choices(reader, deed)
        except RuleBroken as broken:
            if deed == "choose":
                form.refuse(broken)
            else:
                refusal = broken
    reader.refresh_from_db()
    if not reader.is_confirmed and reader.ended_at is None:
        return HttpResponseRedirect(reverse("newsletter:confirm", args=[reader.token]), status=SEE_OTHER)
    context = {
        "reader": reader,
        "form": form,
        "pause_form": pause_form,
        "refusal": refusal,
        "is_paused": state_of(reader, is_stopped=False) == PAUSED,
        "said": next((word for word in ("confirmed", "ended", *DEEDS) if word in request.GET), ""),
        "proofs": reader.consents.filter(mailing_list=None).order_by("happened_at", "pk"),
    }
    return render(request, "newsletter/public/own.html", context)


def _done(
    deed: str, reader: Reader, form: ChoiceForm, pause_form: PauseForm, offered: list[MailingList]
) -> bool:
    """Do what was asked; False where a form has a mistake."""
    by = audit.PARTICIPANT
    if deed == "choose":
        if not form.is_valid():
            return False
        language = form.cleaned_data["language"]
        actions.choose(reader, lists=form.chosen, offered=offered, language=language, by=by)
    elif deed == "pause":
        if not pause_form.is_valid():
            return False
        actions.pause_reader(reader, int(pause_form.cleaned_data["days"]), by=by)
    elif deed == "resume":
        actions.resume_reader(reader, by=by)
    else:
        actions.return_reader(reader, by=by)
    return True


@csrf_exempt  # mail programs post here by themselves (RFC 8058); whoever knows the token is the reader
@require_http_methods(["GET", "HEAD", "POST"])
@_by_token
def leave(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The way out: by one click of a mail program, or by the button of this page. Opening it ends nothing."""
    if request.method != "POST":
        context: dict[str, Any] = {"reader": reader, "lists_count": len(lists_of(reader))}
        return render(request, "newsletter/public/unsubscribe.html", context)
    is_one_click = request.POST.get("List-Unsubscribe") == ONE_CLICK
    way = ReaderConsent.Way.ONE_CLICK if is_one_click else ReaderConsent.Way.OWN_PAGE
    actions.end_reader(reader, way=way, by=audit.PARTICIPANT)
    if is_one_click:
        return HttpResponse(_("Unsubscribed."), content_type="text/plain; charset=utf-8")
    return _to_choices(reader, "ended")


def _to_choices(reader: Reader, said: str = "") -> HttpResponse:
    address = reverse("newsletter:choices", args=[reader.token])
    return HttpResponseRedirect(f"{address}?{said}=1" if said else address, status=SEE_OTHER)
