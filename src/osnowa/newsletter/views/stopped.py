"""Addresses to which nothing goes, and what the sender's domain says."""

from email.utils import parseaddr

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.newsletter.actions.bounces import lift_suppression
from osnowa.newsletter.forms.work import SelectorForm
from osnowa.newsletter.queries.readers import suppressions
from osnowa.newsletter.registers import dns_records
from osnowa.newsletter.rules import mail_records
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import for_team

PER_PAGE = 50


@require_safe
@for_team(Role.COORDINATOR)
def stopped(request: HttpRequest, programme: Programme) -> HttpResponse:
    words = request.GET.get("q", "")[:254]
    page = Paginator(suppressions(programme, words), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "programme": programme,
        "page": page,
        "words": words,
        "has_webhook": bool(settings.BOUNCE_SECRET),
        "has_mailbox": bool(settings.BOUNCE_MAILBOX),
    }
    return render(request, "newsletter/readers/stopped.html", context)


@require_POST
@for_team(Role.COORDINATOR)
def lift(request: HttpRequest, programme: Programme, suppression: int) -> HttpResponse:
    found = get_object_or_404(suppressions(programme), pk=suppression)
    lift_suppression(found, by=request.user)
    messages.success(
        request, _("%(address)s gets letters again, if its reader wants them.") % {"address": found.email_key}
    )
    return redirect("newsletter:stopped", programme.slug)


SAID = {
    "spf_good": gettext_lazy("The domain names who may send its letters."),
    "spf_missing": gettext_lazy(
        "The domain does not say who may send its letters. Many mailboxes distrust such."
    ),
    "spf_many": gettext_lazy("There are two SPF records. Then none counts: leave one."),
    "spf_everybody": gettext_lazy(
        "The record lets everybody send letters in your name (+all). Change it to ~all."
    ),
    "spf_long": gettext_lazy("The record leads to more than ten others. Then it does not count: shorten it."),
    "spf_open": gettext_lazy("The record does not say what to do with others. End it with ~all."),
    "dkim_good": gettext_lazy("The key is there, so letters can be signed."),
    "dkim_missing": gettext_lazy("There is no key under this selector. Check the selector, or add the key."),
    "dkim_withdrawn": gettext_lazy("The key is empty: it was withdrawn. Add a new one."),
    "dmarc_good": gettext_lazy("The domain says what to do with letters that only pretend to be yours."),
    "dmarc_missing": gettext_lazy(
        "The domain does not say what to do with forged letters. Big mailboxes ask for it."
    ),
    "dmarc_many": gettext_lazy("There are two DMARC records. Then none counts: leave one."),
    "dmarc_watches": gettext_lazy(
        "Forged letters are only counted (p=none). Good for the beginning; later change to quarantine."
    ),
    "dmarc_broken": gettext_lazy(
        "The record has no valid policy. It needs p=none, p=quarantine or p=reject."
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def sender(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Nothing is asked of the network before the button is pressed."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2].lower()
    is_domain = bool(mail_records.DOMAIN.fullmatch(domain))
    form = SelectorForm(request.POST if request.method == "POST" else None)
    rows, no_network = None, False
    if request.method == "POST" and is_domain and form.is_valid():
        try:
            rows = _asked(domain, form.cleaned_data["selector"])
        except dns_records.NoNetwork:
            no_network = True
    context = {
        "programme": programme,
        "form": form,
        "sender": settings.DEFAULT_FROM_EMAIL,
        "domain": domain,
        "is_domain": is_domain,
        "rows": rows,
        "no_network": no_network,
    }
    return render(request, "newsletter/readers/sender.html", context)


def _asked(domain: str, selector: str) -> list[tuple[str, str, mail_records.Judged, str]]:
    """(what, name of the record, how it is, in a sentence). Raises NoNetwork."""
    asked = [
        ("SPF", domain, mail_records.judge_spf),
        *([("DKIM", f"{selector}._domainkey.{domain}", mail_records.judge_dkim)] if selector else []),
        ("DMARC", f"_dmarc.{domain}", mail_records.judge_dmarc),
    ]
    rows = []
    for what, name, judge in asked:
        judged = judge(dns_records.texts_of(name))
        rows.append((what, name, judged, str(SAID[judged.code])))
    return rows
