"""Addresses of setting up, and the public information clause."""

from django.urls import path

from osnowa.programme.views import activities, clause, setup, team

app_name = "programme"

urlpatterns = [
    path("jak-dbamy-o-dane/<slug:programme>/", clause.clause, name="clause"),
    path("praca/programy/nowy/", setup.create, name="create"),
    path("praca/<slug:programme>/program/", setup.overview, name="overview"),
    path("praca/<slug:programme>/program/zmien/", setup.change, name="change"),
    path("praca/<slug:programme>/program/opublikuj/", setup.publish, name="publish"),
    path("praca/<slug:programme>/program/ukryj/", setup.unpublish, name="unpublish"),
    path("praca/<slug:programme>/program/dzialania/", activities.activities, name="activities"),
    path("praca/<slug:programme>/program/dzialania/nowe/", activities.add, name="activity_add"),
    path("praca/<slug:programme>/program/dzialania/<int:number>/", activities.change, name="activity_change"),
    path(
        "praca/<slug:programme>/program/dzialania/<int:number>/usun/",
        activities.remove,
        name="activity_remove",
    ),
    path("praca/<slug:programme>/program/klauzula/", clause.write, name="clause_write"),
    path("praca/<slug:programme>/program/zespol/", team.team, name="team"),
    path("praca/<slug:programme>/program/zespol/nowa-osoba/", team.add, name="team_add"),
    path("praca/<slug:programme>/program/zespol/<int:member>/przedluz/", team.renew, name="team_renew"),
    path("praca/<slug:programme>/program/zespol/<int:member>/zakoncz/", team.end, name="team_end"),
    path(
        "praca/<slug:programme>/program/zespol/<int:member>/zgubiony-telefon/",
        team.reset_second_factor,
        name="team_reset_second_factor",
    ),
]
