"""Series of letters tied to dates, as the team puts them together."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.lib.errors import RuleBroken
from osnowa.newsletter.actions import sequences as actions
from osnowa.newsletter.forms.work import SequenceForm, StepForm
from osnowa.newsletter.models import Sequence, SequenceStep
from osnowa.newsletter.permissions import WRITERS
from osnowa.newsletter.queries.sequences import sequences_of, steps_of
from osnowa.programme.models import Programme
from osnowa.programme.permissions import for_team


@require_safe
@for_team(*WRITERS)
def listing(request: HttpRequest, programme: Programme) -> HttpResponse:
    rows = sequences_of(programme).prefetch_related("steps")
    return render(request, "newsletter/readers/sequences.html", {"programme": programme, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*WRITERS)
def new(request: HttpRequest, programme: Programme) -> HttpResponse:
    form = SequenceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = actions.save_sequence(None, programme=programme, **form.cleaned_data, by=request.user)
        return redirect("newsletter:sequence_step_new", programme.slug, made.pk)
    return render(request, "newsletter/readers/sequence_new.html", {"programme": programme, "form": form})


@require_safe
@for_team(*WRITERS)
def sequence(request: HttpRequest, programme: Programme, sequence: int) -> HttpResponse:
    found = _sequence_of(programme, sequence)
    context = {"programme": programme, "sequence": found, "steps": steps_of(found)}
    return render(request, "newsletter/readers/sequence.html", context)


@require_POST
@for_team(*WRITERS)
def switch(request: HttpRequest, programme: Programme, sequence: int) -> HttpResponse:
    """Posted: `deed` = on or off."""
    found = _sequence_of(programme, sequence)
    try:
        actions.switch_sequence(found, on=request.POST.get("deed") == "on", by=request.user)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Saved."))
    return redirect("newsletter:sequence", programme.slug, found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*WRITERS)
def step_new(request: HttpRequest, programme: Programme, sequence: int) -> HttpResponse:
    return _step_form(request, programme, _sequence_of(programme, sequence), None)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*WRITERS)
def step(request: HttpRequest, programme: Programme, sequence: int, step: int) -> HttpResponse:
    """Posted: `deed` = save or remove."""
    found = _sequence_of(programme, sequence)
    letter = SequenceStep.objects.filter(sequence=found, pk=step).first()
    if letter is None:
        raise Http404
    if request.method == "POST" and request.POST.get("deed") == "remove":
        actions.remove_step(letter, by=request.user)
        messages.success(request, _("The letter is removed."))
        return redirect("newsletter:sequence", programme.slug, found.pk)
    return _step_form(request, programme, found, letter)


def _step_form(
    request: HttpRequest, programme: Programme, sequence: Sequence, step: SequenceStep | None
) -> HttpResponse:
    form = StepForm(request.POST if request.method == "POST" else None, sequence=sequence, step=step)
    if request.method == "POST" and form.is_valid():
        anchor, days = form.anchor_and_days
        try:
            actions.save_step(
                step,
                sequence=sequence,
                anchor=anchor,
                days=days,
                subject=form.cleaned_data["subject"],
                body=form.cleaned_data["body"],
                by=request.user,
            )
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("newsletter:sequence", programme.slug, sequence.pk)
    context = {"programme": programme, "sequence": sequence, "step": step, "form": form}
    return render(request, "newsletter/readers/sequence_step.html", context)


def _sequence_of(programme: Programme, pk: int) -> Sequence:
    return get_object_or_404(Sequence, programme=programme, pk=pk)
