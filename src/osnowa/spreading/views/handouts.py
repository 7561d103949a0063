"""Prints that were handed out: the list, one of them, what was typed about it, its proofs and its end."""

from pathlib import PurePosixPath

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.lib import files
from osnowa.lib.errors import RuleBroken
from osnowa.people.models import Organisation
from osnowa.programme.models import Programme
from osnowa.programme.permissions import for_team
from osnowa.spreading.actions import handouts as deeds
from osnowa.spreading.actions.proofs import add_proof, delete_proof
from osnowa.spreading.forms.handouts import HandoutForm, NamedForm, ProofForm, WithdrawForm
from osnowa.spreading.models import Handout, HandoutProof
from osnowa.spreading.permissions import READERS, WRITERS, may_write
from osnowa.spreading.queries.handouts import copies_by_kind, handouts_of, organisations_to_name
from osnowa.spreading.views.reach import PAGE, handout_of, to_page


@require_safe
@for_team(*READERS)
def listing(request: HttpRequest, programme: Programme) -> HttpResponse:
    context = {
        "programme": programme,
        "page": Paginator(handouts_of(programme), PAGE).get_page(request.GET.get("page")),
        "kinds": copies_by_kind(programme),
        "may_write": may_write(request.user, programme),
    }
    return render(request, "spreading/work/handouts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*WRITERS)
def new(request: HttpRequest, programme: Programme) -> HttpResponse:
    form = HandoutForm(programme, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = deeds.log_handout(programme, **form.cleaned_data, by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request, _("Written down. Add a photograph, and name organisations that got it.")
            )
            _warn(request, made)
            return to_page("handout", programme, made.pk)
    return render(request, "spreading/work/handout_form.html", {"programme": programme, "form": form})


@require_safe
@for_team(*READERS)
def page(request: HttpRequest, programme: Programme, handout: int) -> HttpResponse:
    return _page(request, programme, handout_of(programme, handout))


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*WRITERS)
def change(request: HttpRequest, programme: Programme, handout: int) -> HttpResponse:
    found = handout_of(programme, handout)
    if found.is_withdrawn:
        return to_page("handout", programme, found.pk)
    form = HandoutForm(
        programme,
        request.POST if request.method == "POST" else None,
        handout=found,
        initial=HandoutForm.initial_of(found),
    )
    if request.method == "POST" and form.is_valid():
        try:
            found = deeds.correct_handout(found, **form.cleaned_data, by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved. The figures follow at once; submitted reports stand."))
            _warn(request, found)
            return to_page("handout", programme, found.pk)
    context = {"programme": programme, "form": form, "handout": found}
    return render(request, "spreading/work/handout_form.html", context)


@require_POST
@for_team(*WRITERS)
def withdraw(request: HttpRequest, programme: Programme, handout: int) -> HttpResponse:
    found = handout_of(programme, handout)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            deeds.withdraw_handout(found, form.cleaned_data["reason"], by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Withdrawn. It counts for nothing from now on."))
            return to_page("handout", programme, found.pk)
    return _page(request, programme, found, withdrawing=form)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*WRITERS)
def organisations(request: HttpRequest, programme: Programme, handout: int) -> HttpResponse:
    """Find organisations by a word of their names, tick them, add them."""
    found = handout_of(programme, handout)
    if found.is_withdrawn:
        return to_page("handout", programme, found.pk)
    typed = request.GET.get("szukaj", "")[:200]
    if request.method == "POST":
        ticked = NamedForm(request.POST)
        if ticked.is_valid():
            try:
                fresh = deeds.add_organisations(
                    found, list(ticked.cleaned_data["organisations"]), by=request.user
                )
            except RuleBroken as refusal:
                messages.error(request, str(refusal.message))
            else:
                said = ngettext("%(count)d organisation added.", "%(count)d organisations added.", fresh)
                messages.success(request, said % {"count": fresh})
                return to_page("handout", programme, found.pk)
        else:
            messages.error(request, _("Tick at least one organisation."))
    context = {
        "programme": programme,
        "handout": found,
        "typed": typed,
        "found": organisations_to_name(found, typed),
        "named": found.organisations.order_by("sort_key", "pk"),
    }
    return render(request, "spreading/work/handout_organisations.html", context)


@require_POST
@for_team(*WRITERS)
def organisation_remove(
    request: HttpRequest, programme: Programme, handout: int, organisation: int
) -> HttpResponse:
    """A second click finds nothing to take away and leads back."""
    found = handout_of(programme, handout)
    try:
        deeds.remove_organisation(found, get_object_or_404(Organisation, pk=organisation), by=request.user)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    return to_page("handout", programme, found.pk)


@require_POST
@for_team(*WRITERS)
def proof_new(request: HttpRequest, programme: Programme, handout: int) -> HttpResponse:
    found = handout_of(programme, handout)
    form = ProofForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            add_proof(found, form.cleaned_data["proof_file"], by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The file is attached."))
            return to_page("handout", programme, found.pk)
    return _page(request, programme, found, proving=form)


@require_safe
@for_team(*WRITERS)
def proof(_request: HttpRequest, programme: Programme, handout: int, proof: int) -> HttpResponse:
    """A download only, never opened in the page. Not for evaluators: a photograph shows people."""
    row = get_object_or_404(HandoutProof, handout=handout_of(programme, handout), pk=proof)
    try:
        with row.file.open("rb") as opened:
            content = opened.read()
    except FileNotFoundError as gone:
        raise Http404 from gone
    kind = files.BY_ENDING.get(PurePosixPath(row.file_name).suffix)
    response = HttpResponse(content, content_type=kind.type if kind else "application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="{row.file_name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@for_team(*WRITERS)
def proof_delete(request: HttpRequest, programme: Programme, handout: int, proof: int) -> HttpResponse:
    """A second click finds no file any more and leads back."""
    found = handout_of(programme, handout)
    row = HandoutProof.objects.filter(pk=proof).select_related("handout").first()
    if row is not None:
        if row.handout_id != found.pk:
            raise Http404
        delete_proof(row, by=request.user)
        messages.success(request, _("The file is deleted for good."))
    return to_page("handout", programme, found.pk)


def _warn(request: HttpRequest, handout: Handout) -> None:
    if handout.given_on not in handout.programme.period:
        messages.warning(
            request, _("This day lies outside the programme's dates: the funder may not count it.")
        )


def _page(
    request: HttpRequest,
    programme: Programme,
    handout: Handout,
    *,
    withdrawing: WithdrawForm | None = None,
    proving: ProofForm | None = None,
) -> HttpResponse:
    context = {
        "programme": programme,
        "handout": handout,
        "named": handout.organisations.order_by("sort_key", "pk"),
        "proofs": handout.proofs.order_by("pk"),
        "withdrawing": withdrawing or WithdrawForm(),
        "proving": proving or ProofForm(),
        "form": proving or withdrawing,  # its errors stand in the title of the page
        "may_write": may_write(request.user, programme),
        "may_change": may_write(request.user, programme) and not handout.is_withdrawn,
        "text_url": handout.text.url if handout.text is not None and handout.text.live else "",
    }
    return render(request, "spreading/work/handout.html", context)
