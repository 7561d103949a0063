"""Addresses of spreading: short ones for everybody, the team's under its programme."""

from django.urls import URLPattern, path

from osnowa.spreading.views import handouts, links, public, record

app_name = "spreading"

WORK = "praca/<slug:programme>/rozpowszechnianie/"
PRINTS = f"{WORK}druki/"
PRINT = f"{PRINTS}<int:handout>/"
LINKS = f"{WORK}plakaty/"
LINK = f"{LINKS}<int:link>/"

urlpatterns: list[URLPattern] = [
    path("k/<str:code>/", public.go, name="go"),
    path(WORK, record.page, name="record"),
    path(f"{WORK}rejestr.xlsx", record.book, name="record_book"),
    path(f"{WORK}rejestr.pdf", record.paper, name="record_paper"),
    path(PRINTS, handouts.listing, name="handouts"),
    path(f"{PRINTS}dodaj/", handouts.new, name="handout_new"),
    path(PRINT, handouts.page, name="handout"),
    path(f"{PRINT}popraw/", handouts.change, name="handout_change"),
    path(f"{PRINT}wycofaj/", handouts.withdraw, name="handout_withdraw"),
    path(f"{PRINT}organizacje/", handouts.organisations, name="handout_organisations"),
    path(
        f"{PRINT}organizacje/<int:organisation>/usun/",
        handouts.organisation_remove,
        name="handout_organisation_remove",
    ),
    path(f"{PRINT}dowody/", handouts.proof_new, name="proof_new"),
    path(f"{PRINT}dowody/<int:proof>/", handouts.proof, name="proof"),
    path(f"{PRINT}dowody/<int:proof>/usun/", handouts.proof_delete, name="proof_delete"),
    path(LINKS, links.listing, name="links"),
    path(f"{LINKS}dodaj/", links.new, name="link_new"),
    path(LINK, links.page, name="link"),
    path(f"{LINK}popraw/", links.change, name="link_change"),
    path(f"{LINK}zakoncz/", links.end, name="link_end"),
    path(f"{LINK}wznow/", links.reopen, name="link_reopen"),
    path(f"{LINK}plakat.pdf", links.poster, name="poster"),
    path(f"{LINK}kod.<str:ending>", links.code, name="code"),
]
