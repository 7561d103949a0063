"""Who works in the programme."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from osnowa.lib.errors import RuleBroken
from osnowa.programme import actions, queries
from osnowa.programme.forms import LostPhoneForm, MemberForm, RenewForm
from osnowa.programme.models import Programme, Role, TeamMember
from osnowa.programme.permissions import for_team, is_coordinator
from osnowa.programme.views.setup import READERS
from osnowa.ui.words import day


@require_safe
@for_team(*READERS)
def team(request: HttpRequest, programme: Programme) -> HttpResponse:
    return render(
        request,
        "programme/team.html",
        {
            "programme": programme,
            "members": queries.team(programme),
            "former": queries.former_team(programme),
            "may_write": (may_write := is_coordinator(request.user, programme)),
            "with_phone": queries.with_second_factor(programme) if may_write else (),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def add(request: HttpRequest, programme: Programme) -> HttpResponse:
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        # Asked only for the words: the action itself makes one role of two.
        before = queries.living_role(programme, form.cleaned_data["email"], form.cleaned_data["role"])
        try:
            member = actions.add_member(
                programme, by=request.user, language=get_language() or "pl", **form.cleaned_data
            )
        except RuleBroken as refusal:
            form.add_error(refusal.field or None, str(refusal.message))
        else:
            who = member.account.get_full_name()
            if member == before:
                messages.info(
                    request,
                    _("%(who)s already has this role: %(role)s. We are not sending a second invitation.")
                    % {"who": who, "role": member.get_role_display()},
                )
            else:
                messages.success(
                    request, _("%(who)s is on the team. We are sending an invitation.") % {"who": who}
                )
            return redirect("programme:team", programme.slug)
    return render(request, "programme/member.html", {"programme": programme, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def renew(request: HttpRequest, programme: Programme, member: int) -> HttpResponse:
    """Until when an evaluator may read."""
    found = get_object_or_404(
        TeamMember.objects.select_related("account"),
        pk=member,
        programme=programme,
        role=Role.EVALUATOR,
        ended_at=None,
    )
    form = RenewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            renewed = actions.renew_role(found, until=form.cleaned_data["until"], by=request.user)
        except RuleBroken as refusal:
            form.add_error(refusal.field or None, str(refusal.message))
        else:
            messages.success(
                request, _("The role lasts until %(day)s.") % {"day": day(renewed.last_day, weekday=False)}
            )
            return redirect("programme:team", programme.slug)
    return render(
        request, "programme/renew_role.html", {"programme": programme, "member": found, "form": form}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def end(request: HttpRequest, programme: Programme, member: int) -> HttpResponse:
    """An interruption page, then the deed: who loses a role loses it at the next request."""
    found = get_object_or_404(
        TeamMember.objects.select_related("account", "programme"), pk=member, programme=programme
    )
    if request.method == "POST":
        try:
            actions.end_role(found, by=request.user)
        except RuleBroken as refusal:
            messages.error(request, str(refusal.message))
        else:
            messages.success(request, _("The role has ended."))
        if found.account_id == request.user.pk and found.role == Role.COORDINATOR:
            return redirect("portal:my")
        return redirect("programme:team", programme.slug)
    if not found.is_living:
        return redirect("programme:team", programme.slug)
    return render(request, "programme/end_role.html", {"programme": programme, "member": found})


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def reset_second_factor(request: HttpRequest, programme: Programme, member: int) -> HttpResponse:
    """Somebody on the team lost their phone. Their own is nobody's to reset: the account's page is shown instead."""
    found = get_object_or_404(
        TeamMember.objects.living().select_related("account"), pk=member, programme=programme
    )
    if found.account_id == request.user.pk:
        messages.info(request, _("Nobody can reset their own second factor. Ask another coordinator."))
        return redirect("portal:account")
    form = LostPhoneForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        who = found.account.get_full_name()
        try:
            done = actions.reset_second_factor(
                found.account, programme=programme, by=request.user, **form.cleaned_data
            )
        except RuleBroken as refusal:
            form.add_error(refusal.field or None, str(refusal.message))
        else:
            if done:
                messages.success(
                    request,
                    _("The phone of %(who)s is disconnected. We are writing to this person.") % {"who": who},
                )
            else:
                messages.info(request, _("%(who)s has no phone connected.") % {"who": who})
            return redirect("programme:team", programme.slug)
    return render(
        request, "programme/lost_phone.html", {"programme": programme, "member": found, "form": form}
    )
