from django.urls import path

from osnowa.people.views import (
    editing,
    importing,
    merging,
    own,
    public_pages,
    registry,
    settling,
    speaking,
    suggestions,
)

app_name = "people"

urlpatterns = [
    path("organizacje/podpowiedzi/", suggestions.suggest, name="suggestions"),
    path("praca/organizacje/", registry.organisations, name="organisations"),
    path("praca/organizacje/organizacje.csv", registry.organisations_csv, name="organisations_csv"),
    path("praca/organizacje/nowa/", editing.create, name="organisation_create"),
    path("praca/organizacje/do-uzupelnienia/", registry.to_complete, name="organisations_to_complete"),
    path("praca/organizacje/do-ustalenia/", settling.memberships_to_settle, name="memberships_to_settle"),
    path("praca/organizacje/do-ustalenia/<int:number>/", settling.settle, name="settle_membership"),
    path("praca/organizacje/do-ustalenia/<int:number>/cofnij/", settling.reopen, name="reopen_membership"),
    path("praca/organizacje/podobne/", merging.duplicates, name="duplicates"),
    path("praca/organizacje/podobne/<int:first>/<int:second>/", merging.compare, name="compare"),
    path("praca/organizacje/podobne/<int:first>/<int:second>/rozne/", merging.told_apart, name="tell_apart"),
    path("praca/organizacje/polaczenia/<int:number>/cofnij/", merging.undo, name="undo_merge"),
    path("praca/organizacje/prosby/", speaking.waiting, name="requests"),
    path("praca/organizacje/rejestr/", importing.import_answers, name="import_register"),
    path("praca/organizacje/<int:number>/", registry.organisation, name="organisation"),
    path(
        "praca/organizacje/<int:number>/osoby/<int:membership>/potwierdz/",
        speaking.confirm,
        name="member_confirm",
    ),
    path(
        "praca/organizacje/<int:number>/osoby/<int:membership>/adres/",
        speaking.address,
        name="member_address",
    ),
    path(
        "praca/organizacje/<int:number>/osoby/<int:membership>/odmow/", speaking.refuse, name="member_refuse"
    ),
    path("praca/organizacje/<int:number>/osoby/<int:membership>/zakoncz/", speaking.end, name="member_end"),
    path("praca/organizacje/<int:number>/zmien/", editing.change, name="organisation_change"),
    path("praca/organizacje/<int:number>/rejestracja/", editing.register, name="organisation_registers"),
    path("praca/organizacje/<int:number>/rejestr/", importing.refresh, name="organisation_refresh"),
    path("praca/organizacje/<int:number>/strona/", public_pages.noted, name="public_page"),
    path("praca/organizacje/<int:number>/strona/wycofaj/", public_pages.end_noted, name="public_page_end"),
    path("praca/organizacje/<int:number>/polacz/<int:other>/", merging.merge, name="merge"),
    # What members see and do for their own organisation
    path("moje/organizacje/<int:organisation>/", own.organisation, name="own_organisation"),
    path("moje/organizacje/<int:organisation>/kontakt/", own.contact, name="own_contact"),
    path("moje/organizacje/<int:organisation>/strona/", public_pages.own, name="own_public_page"),
    path(
        "moje/organizacje/<int:organisation>/strona/wycofaj/",
        public_pages.end_own,
        name="own_public_page_end",
    ),
    path(
        "moje/organizacje/<int:organisation>/osoby/<int:membership>/potwierdz/",
        own.confirm,
        name="own_confirm",
    ),
    path("moje/organizacje/<int:organisation>/osoby/<int:membership>/odmow/", own.refuse, name="own_refuse"),
    path("moje/organizacje/<int:organisation>/osoby/<int:membership>/zakoncz/", own.leave, name="own_leave"),
]
