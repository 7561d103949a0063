"""The team's first page, the history of deeds, the mail of a programme."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from osnowa.coworking.queries import offices_today
from osnowa.knowledge.models import NewsIndexPage
from osnowa.knowledge.queries import desk_of, ways_to_write
from osnowa.lib import clock, mail
from osnowa.lib.models import OutgoingMail
from osnowa.portal import queries
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import EVERY_ROLE, for_team, may_create_programme, roles_of
from osnowa.programme.queries import programmes_of
from osnowa.reporting.queries import indicators_with_figures, reports_of
from osnowa.support import queries as support

HISTORY_PAGE = 50
MAIL_PAGE = 50
REPORTS_SHOWN = 3
LOGS_SHOWN = 5


@login_required
@never_cache
@require_safe
def my(request: HttpRequest) -> HttpResponse:
    """One programme: straight to it. Several: choose. On no team: to one's own affairs."""
    mine = list(programmes_of(request.user))
    if len(mine) == 1:
        return redirect("portal:dashboard", mine[0].slug)
    may_create = may_create_programme(request.user)
    if not mine and not may_create:
        return redirect("portal:mine")
    return render(request, "portal/my.html", {"programmes": mine, "may_create": may_create})


@for_team(*EVERY_ROLE)
@require_safe
def dashboard(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Parts by role: tasks and the week (coordinator, trainer), goals and reports (coordinator, evaluator),
    organisations advised (mentor), hours (volunteer).
    """
    roles = roles_of(request.user, programme)
    coordinates, trains = Role.COORDINATOR in roles, Role.TRAINER in roles
    context: dict[str, object] = {"programme": programme, "roles": roles, "today": clock.today()}
    if coordinates:
        context["coordinates"] = True
        context["tasks"] = queries.tasks_of_coordinator(programme)
        context["week"] = queries.week(programme)
        context["reaches_next_week"] = queries.reaches_next_week()
        if not programme.is_public:
            context["steps"] = queries.steps_of_setup(programme)
    if trains:
        context["trains"] = True
        coming = queries.next_sessions(programme, request.user)
        context["next_session"], context["later_sessions"] = next(iter(coming), None), coming[1:]
        context.setdefault("tasks", queries.tasks_of_trainer(programme, request.user))
    if roles & {Role.COORDINATOR, Role.EVALUATOR}:
        context["sees_figures"] = True
        context["figures"] = indicators_with_figures(programme)
        context["reports"] = list(reports_of(programme)[:REPORTS_SHOWN])
    if roles & {Role.COORDINATOR, Role.HOST}:
        context["offices"] = offices_today(programme)
        context["hosts"] = Role.HOST in roles
    if Role.EDITOR in roles:
        context["edits"] = True
        context["desk"] = desk_of(request.user)
        context["ways_to_write"] = ways_to_write()
    if Role.MENTOR in roles:
        context["mentors"] = True
        context["advised"] = support.adoptions_of_mentor(programme, request.user)
        context["disputed"] = support.disputed(programme).filter(mentor=request.user)
    if Role.VOLUNTEER in roles:
        context["volunteers"] = True
        context["hours"] = support.sums(support.work_logs_by(programme, request.user))
        context["last_logs"] = support.work_logs_by(programme, request.user)[:LOGS_SHOWN]
    return render(request, "portal/dashboard.html", context)


@require_safe
def write_news(_request: HttpRequest) -> HttpResponse:
    """Straight to an empty piece of news. Lies under the editors' door, which asks who comes."""
    index = get_object_or_404(NewsIndexPage.objects.order_by("pk")[:1])
    return redirect("wagtailadmin_pages:add", "knowledge", "newspage", index.pk)


@for_team(Role.COORDINATOR)
@require_safe
def history(request: HttpRequest, programme: Programme) -> HttpResponse:
    page = Paginator(queries.audit_lines(programme), HISTORY_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "portal/history.html",
        {"programme": programme, "page": page, "lines": queries.in_words(page, programme)},
    )


@for_team(Role.COORDINATOR)
@require_safe
def mail_queue(request: HttpRequest, programme: Programme) -> HttpResponse:
    """What of the programme's mail waits, and what was given up."""
    page = Paginator(queries.mails_of(programme), MAIL_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "portal/mail.html",
        {
            "programme": programme,
            "page": page,
            "dead": list(mail.dead_letters(programme.pk).defer("text", "html", "attachments")[:MAIL_PAGE]),
            "health": mail.queue_health(programme.pk),
        },
    )


@for_team(Role.COORDINATOR)
@require_POST
def mail_retry(request: HttpRequest, programme: Programme, mail_id: int) -> HttpResponse:
    letter = get_object_or_404(OutgoingMail, pk=mail_id, programme_id=programme.pk)
    if letter.state != OutgoingMail.State.DEAD:
        raise Http404
    mail.retry(letter, by=request.user)
    messages.success(request, _("The mail is in the queue again."))
    return redirect("portal:mail", programme.slug)
