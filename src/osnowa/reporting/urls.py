"""Addresses of figures, promises and reports."""

from django.urls import path

from osnowa.reporting.views import definitions, indicators, reports, submitted

app_name = "reporting"

urlpatterns = [
    path("praca/<slug:programme>/wskazniki/", indicators.indicators, name="indicators"),
    path("praca/<slug:programme>/wskazniki/<int:number>/", indicators.indicator, name="indicator"),
    path(
        "praca/<slug:programme>/wskazniki/<int:number>/fakty.csv",
        indicators.facts_file,
        name="indicator_facts",
    ),
    path(
        "praca/<slug:programme>/wskazniki/<int:number>/fakty.xlsx",
        indicators.facts_book,
        name="indicator_facts_book",
    ),
    path("praca/<slug:programme>/program/wskazniki/", definitions.definitions, name="definitions"),
    path("praca/<slug:programme>/program/wskazniki/nowy/", definitions.add, name="definition_add"),
    path(
        "praca/<slug:programme>/program/wskazniki/<int:number>/", definitions.change, name="definition_change"
    ),
    path(
        "praca/<slug:programme>/program/wskazniki/<int:number>/usun/",
        definitions.remove,
        name="definition_remove",
    ),
    path("praca/<slug:programme>/sprawozdania/", reports.reports, name="reports"),
    path("praca/<slug:programme>/sprawozdania/nowe/", reports.create, name="report_create"),
    path("praca/<slug:programme>/sprawozdania/<int:number>/", reports.report, name="report"),
    path("praca/<slug:programme>/sprawozdania/<int:number>/zmien/", reports.change, name="report_change"),
    path(
        "praca/<slug:programme>/sprawozdania/<int:number>/tresc/", reports.narrative, name="report_narrative"
    ),
    path("praca/<slug:programme>/sprawozdania/<int:number>/podglad/", reports.preview, name="report_preview"),
    path("praca/<slug:programme>/sprawozdania/<int:number>/do-generatora/", reports.copy, name="report_copy"),
    path("praca/<slug:programme>/sprawozdania/<int:number>/zloz/", reports.submit, name="report_submit"),
    path("praca/<slug:programme>/sprawozdania/<int:number>/usun/", reports.remove, name="report_remove"),
    path(
        "praca/<slug:programme>/sprawozdania/<int:number>/sprawozdanie.pdf",
        submitted.paper,
        name="report_paper",
    ),
    path(
        "praca/<slug:programme>/sprawozdania/<int:number>/fakty.csv",
        submitted.facts_file,
        name="report_facts",
    ),
    path(
        "praca/<slug:programme>/sprawozdania/<int:number>/wskaznik/<int:figure>/",
        submitted.figure,
        name="frozen_figure",
    ),
]
