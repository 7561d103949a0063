from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from osnowa.programme.models import Programme
from osnowa.programme.permissions import EVERY_ROLE, for_team


@login_required
def my(request: HttpRequest) -> HttpResponse:
    mine = list(Programme.objects.filter(team__account=request.user, team__ended_at__isnull=True).distinct())
    if len(mine) == 1:
        return redirect("portal:dashboard", mine[0].slug)
    return render(request, "portal/my.html", {"programmes": mine})


@for_team(*EVERY_ROLE)
def dashboard(request: HttpRequest, programme: Programme) -> HttpResponse:
    return render(request, "portal/dashboard.html", {"programme": programme})
