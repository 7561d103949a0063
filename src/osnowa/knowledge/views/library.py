"""The starter library, offered on the desk of editors until somebody loads it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from osnowa.knowledge import actions
from osnowa.knowledge.permissions import for_editors


@for_editors
@require_POST
def load(request: HttpRequest) -> HttpResponse:
    waiting = actions.load_library(by=request.user)
    if waiting:
        said = ngettext(
            "%(count)d text waits for another editor. We told them by e-mail.",
            "%(count)d texts wait for another editor. We told them by e-mail.",
            len(waiting),
        )
        messages.success(request, said % {"count": len(waiting)})
    else:
        messages.info(request, _("The starter library is already here. Nothing was changed."))
    return redirect("knowledge:texts")
