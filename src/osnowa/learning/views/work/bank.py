"""The bank of questions: themes, questions with their versions, taking over the ready-made ones."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.learning.actions import bank as actions
from osnowa.learning.forms.bank import ItemForm, ThemeForm
from osnowa.learning.models import Item
from osnowa.learning.permissions import can_edit_bank
from osnowa.learning.queries import bank as queries
from osnowa.learning.views.work.reach import READERS, TEAM, item_of, theme_of
from osnowa.lib.errors import RuleBroken
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import for_team


@require_safe
@for_team(*READERS)
def overview(request: HttpRequest, programme: Programme) -> HttpResponse:
    language = request.LANGUAGE_CODE
    rows = [(theme, theme.name(language), queries.usable(theme)) for theme in queries.themes_of(programme)]
    context = {
        "programme": programme,
        "tab": "bank",
        "rows": rows,
        "missing": queries.ready_made_missing(programme),
        "may_edit": can_edit_bank(request.user, programme),
    }
    return render(request, "learning/work/bank.html", context)


@require_POST
@for_team(Role.COORDINATOR)
def load(request: HttpRequest, programme: Programme) -> HttpResponse:
    added = actions.load_ready_made(programme, by=request.user)
    said = ngettext("%(count)d question is added.", "%(count)d questions are added.", added)
    messages.success(request, said % {"count": added})
    return redirect("learning:bank", programme.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*TEAM)
def theme_new(request: HttpRequest, programme: Programme) -> HttpResponse:
    form = ThemeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_theme(programme, by=request.user, **form.cleaned_data)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The theme is added. Now add its questions."))
            return redirect("learning:theme", programme.slug, made.pk)
    return render(request, "learning/work/theme_form.html", {"programme": programme, "form": form})


@require_safe
@for_team(*READERS)
def theme(request: HttpRequest, programme: Programme, theme: int) -> HttpResponse:
    found = theme_of(programme, theme)
    language = request.LANGUAGE_CODE
    context = {
        "programme": programme,
        "theme": found,
        "name": found.name(language),
        "items": [
            (item, item.question(language), item.competence.name(language))
            for item in queries.items_of(found)
        ],
        "retired": [(item, item.question(language)) for item in queries.retired_of(found)],
        "usable": queries.usable(queries.themes_of(programme).get(pk=found.pk)),
        "may_edit": can_edit_bank(request.user, programme),
    }
    return render(request, "learning/work/theme.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*TEAM)
def item_new(request: HttpRequest, programme: Programme, theme: int) -> HttpResponse:
    found = theme_of(programme, theme)
    if request.method == "POST":
        form = ItemForm(request.POST, programme=programme)
        if form.is_valid():
            try:
                made = actions.add_item(
                    found,
                    submission_key=form.cleaned_data["submission_key"],
                    by=request.user,
                    **form.content,
                )
            except RuleBroken as refusal:
                form.refuse(refusal)
            else:
                messages.success(request, _("The question is added. So people will see it:"))
                return redirect("learning:item", programme.slug, made.pk)
    else:
        form = ItemForm(programme=programme, initial=ItemForm.blank())
    context = {
        "programme": programme,
        "theme": found,
        "name": found.name(request.LANGUAGE_CODE),
        "form": form,
    }
    return render(request, "learning/work/item_form.html", context)


@require_safe
@for_team(*READERS)
def item(request: HttpRequest, programme: Programme, item: int) -> HttpResponse:
    """As people see it, in both languages, with the explanation."""
    found = item_of(programme, item)
    context = {
        **_of(programme, found, request.LANGUAGE_CODE),
        "previews": [
            (name, found.question(code), found.labels(code), found.explanation(code))
            for code, name in (("pl", _("Polish")), ("en", _("English")))
        ],
        "level_name": found.competence.framework.level_name(found.level, request.LANGUAGE_CODE),
        "competence_name": found.competence.name(request.LANGUAGE_CODE),
        "versions": list(queries.versions_of(found)),
        "was_asked": found.replies.exists(),
        "may_edit": can_edit_bank(request.user, programme) and found.retired_at is None,
    }
    return render(request, "learning/work/item.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*TEAM)
def item_change(request: HttpRequest, programme: Programme, item: int) -> HttpResponse:
    found = item_of(programme, item)
    form = ItemForm(
        request.POST if request.method == "POST" else None,
        programme=programme,
        initial=ItemForm.initial_of(found),
    )
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.change_item(found, by=request.user, **form.content)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            if changed.pk != found.pk:
                said = _("Somebody has answered it already, so version %(version)d is asked from now on.")
                messages.success(request, said % {"version": changed.version})
            else:
                messages.success(request, _("Saved."))
            return redirect("learning:item", programme.slug, changed.pk)
    context = {
        **_of(programme, found, request.LANGUAGE_CODE),
        "form": form,
        "was_asked": found.replies.exists(),
    }
    return render(request, "learning/work/item_form.html", context)


@require_POST
@for_team(*TEAM)
def item_retire(request: HttpRequest, programme: Programme, item: int) -> HttpResponse:
    found = item_of(programme, item)
    actions.retire_item(found, by=request.user)
    messages.success(request, _("The question is not asked any more. Answers given stay."))
    return redirect("learning:theme", programme.slug, found.theme_id)


def _of(programme: Programme, found: Item, language: str) -> dict[str, Any]:
    return {
        "programme": programme,
        "item": found,
        "theme": found.theme,
        "name": found.theme.name(language),
    }
