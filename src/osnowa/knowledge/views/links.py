"""Links that lead nowhere: the list for editors, and the switch."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from osnowa.knowledge import actions
from osnowa.knowledge.models import OutsideLink
from osnowa.knowledge.permissions import for_editors, may_switch_links
from osnowa.knowledge.queries import links as queries
from osnowa.lib.errors import RuleBroken


@for_editors
@require_safe
def links(request: HttpRequest) -> HttpResponse:
    watch = queries.watch()
    context = {
        "watch": watch,
        "may_switch": may_switch_links(request.user),
        "dead": list(queries.dead_links()),
        "doubtful": queries.doubtful_count(),
        "number": OutsideLink.objects.count(),
    }
    return render(request, "knowledge/links.html", context)


@for_editors
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Posted: `on` = 1 or 0."""
    on = request.POST.get("on") == "1"
    try:
        actions.switch_links(on=on, by=request.user)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(
            request,
            _("Links are checked from now on. The first answers come within an hour.")
            if on
            else _("Links are no longer checked."),
        )
    return redirect("knowledge:links")


@for_editors
@require_POST
def call_right(request: HttpRequest, link_id: int) -> HttpResponse:
    link = get_object_or_404(OutsideLink, pk=link_id)
    try:
        actions.call_link_right(link, by=request.user)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Written down: this link is right. It is not shown again."))
    return redirect("knowledge:links")
