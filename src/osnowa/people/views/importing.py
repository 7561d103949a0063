"""Taking over answers of the court register: by number and from files."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from osnowa.lib.errors import RuleBroken
from osnowa.people import actions
from osnowa.people.forms import ImportForm
from osnowa.people.forms.register import read_upload
from osnowa.people.models import Identifier, Organisation
from osnowa.people.permissions import for_registry
from osnowa.people.registers import krs_client
from osnowa.people.registers.krs import AnswerFaultyError, RegisterRecord

TRIES_ON_A_PAGE = 2  # somebody is waiting
OUTCOMES = {
    "imported": pgettext_lazy("import", "added"),
    "updated": pgettext_lazy("import", "updated"),
    "unchanged": pgettext_lazy("import", "no change"),
    "failed": pgettext_lazy("import", "not imported"),
}
NOTES = {
    "email_in_website": gettext_lazy("An e-mail address stood in the website field; it was put right."),
    "website_in_email": gettext_lazy("A website stood in the e-mail field; it was put right."),
    "website_faulty": gettext_lazy("What stood in the website field is no address; it was left out."),
    "nip_faulty": gettext_lazy("The NIP in the answer has a wrong control digit; it was left out."),
    "regon_faulty": gettext_lazy("The REGON in the answer has a wrong control digit; it was left out."),
    "krs_taken": gettext_lazy("The KRS number belongs to another entry: these two may be one organisation."),
    "nip_taken": gettext_lazy("The NIP belongs to another entry: these two may be one organisation."),
    "regon_taken": gettext_lazy("The REGON belongs to another entry: these two may be one organisation."),
}


@dataclass
class Result:
    """One line of the list of results."""

    source: str
    outcome: str
    organisation: Organisation | None = None
    reason: str = ""
    notes: tuple[Any, ...] = ()

    @property
    def word(self) -> Any:
        return OUTCOMES[self.outcome]

    @property
    def state(self) -> str:
        return {"imported": "done", "updated": "progress", "unchanged": "na", "failed": "overdue"}[
            self.outcome
        ]


def _take(source: str, read: Any, request: HttpRequest, into: Organisation | None = None) -> Result:
    try:
        done = actions.import_register_answer(read(), into=into, by=request.user)  # type: ignore[arg-type]
    except AnswerFaultyError as faulty:
        return Result(source, "failed", reason=faulty.told(_))
    except RuleBroken as broken:
        return Result(source, "failed", reason=str(broken.message))
    return Result(
        source, done.outcome, done.organisation, notes=tuple(NOTES[n] for n in done.notes if n in NOTES)
    )


def _fetch(number: str) -> RegisterRecord:
    return krs_client.fetch(number, base_url=settings.KRS_BASE_URL, tries=TRIES_ON_A_PAGE)


@require_http_methods(["GET", "HEAD", "POST"])
@for_registry(manage=True)
def import_answers(request: HttpRequest) -> HttpResponse:
    form = (
        ImportForm(request.POST or None, request.FILES or None) if request.method == "POST" else ImportForm()
    )
    results: list[Result] = []
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["number"]:
            number = form.cleaned_data["number"]
            results.append(_take(f"KRS {number}", lambda: _fetch(number), request))
        results += [
            _take(file.name or "?", lambda f=file: read_upload(f), request)
            for file in form.cleaned_data["answers"]
        ]
        form = ImportForm()
    return render(request, "people/import.html", {"form": form, "results": results})


@require_POST
@for_registry(manage=True)
def refresh(request: HttpRequest, number: int) -> HttpResponse:
    """Ask the register about the organisation's own KRS number."""
    organisation = get_object_or_404(Organisation, pk=number, merged_into=None)
    krs = get_object_or_404(Identifier, organisation=organisation, kind=Identifier.Kind.KRS)
    result = _take(f"KRS {krs.value}", lambda: _fetch(krs.value), request, into=organisation)
    if result.outcome == "failed":
        messages.error(request, result.reason)
    elif result.outcome == "unchanged":
        messages.info(request, _("The court register says the same as before."))
    else:
        messages.success(request, _("The data of the court register are taken over."))
    for note in result.notes:
        messages.info(request, str(note))
    return redirect("people:organisation", organisation.pk)
