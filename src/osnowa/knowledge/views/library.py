"""The starter library, offered on the desk of editors until somebody loads it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from osnowa.knowledge import actions, queries
from osnowa.knowledge.permissions import for_editors


@for_editors
@require_POST
def load(request: HttpRequest) -> HttpResponse:
    waiting = actions.load_library(by=request.user)
    if waiting:
        said = ngettext(
            "%(count)d text waits for another editor.",
            "%(count)d texts wait for another editor.",
            len(waiting),
        )
        messages.success(request, said % {"count": len(waiting)})
        if not queries.editors_to_tell(but={request.user.pk}):
            messages.warning(
                request, _("Nobody else can approve them yet. Invite a second editor to the team.")
            )
    else:
        messages.info(request, _("The starter library is already here. Nothing was changed."))
    return redirect("knowledge:texts")
