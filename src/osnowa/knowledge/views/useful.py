"""Was this useful? One tap under a text, and a page that says thank you and asks what is missing."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from osnowa.knowledge import actions, queries
from osnowa.knowledge.forms import WordsForm
from osnowa.knowledge.rules.reads import mark_of_reader
from osnowa.lib import audit, clock, day_key
from osnowa.lib.errors import RuleBroken
from osnowa.lib.limits import PerMinute

SEE_OTHER = 303
ANSWERS = {"tak": True, "nie": False}
_sent = PerMinute()


@require_http_methods(["GET", "HEAD", "POST"])
def useful(request: HttpRequest, page_id: int) -> HttpResponse:
    """Posted: `odp` = tak or nie, or `words` beside it. Opening it changes nothing."""
    page = queries.text_named(page_id)
    if page is None or not page.live:
        raise Http404
    status, said = 200, (request.POST if request.method == "POST" else request.GET).get("odp", "")
    writes = "words" in request.POST
    form = WordsForm(request.POST if writes else None)
    if request.method == "POST" and (writes or said in ANSWERS):
        if _sent.too_many(request.META.get("REMOTE_ADDR", ""), settings.SIGNUPS_PER_MINUTE_PER_ADDRESS):
            form.add_error(
                None,
                _("Many forms have come from your network this minute. Wait a minute and send it once more."),
            ) if writes else None
            status = 429
        elif _done(request, page, form, said):
            return _to(page, odp=said, **({"wyslano": "1"} if writes else {}))
    context = {
        "page": page,
        "form": form,
        "answer": said if said in ANSWERS else "",
        "sent": "wyslano" in request.GET and request.method != "POST",
        "busy": status != 200,  # noqa: PLR2004  of HTTP
    }
    response = render(request, "knowledge/useful.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _done(request: HttpRequest, page: Any, form: WordsForm, said: str) -> bool:
    """Keep the answer, or the words; False where these have a mistake."""
    if "words" not in request.POST:
        mark = mark_of_reader(
            day_key.of(clock.today()),
            clock.today(),
            address=request.META.get("REMOTE_ADDR", ""),
            agent=request.headers.get("User-Agent", ""),
            what=f"useful {page.pk}",
        )
        actions.note_answer(page, ANSWERS[said], mark=mark)
        return True
    if not form.is_valid():
        return False
    try:
        actions.send_words(page, form.cleaned_data["words"], ANSWERS.get(said), by=audit.PARTICIPANT)
    except RuleBroken as refusal:
        form.refuse(refusal)
        return False
    return True


def _to(page: Any, **said: str) -> HttpResponseRedirect:
    address = reverse("knowledge:useful", args=[page.pk])
    return HttpResponseRedirect(
        f"{address}?{urlencode({k: v for k, v in said.items() if v})}", status=SEE_OTHER
    )
