from django.urls import URLPattern, path

from osnowa.learning.views.work import bank, cycle, frameworks, papers, trainer

BANK = "praca/<slug:programme>/testy/"
THEME = f"{BANK}<int:theme>/"
ITEM = f"{BANK}pytania/<int:item>/"
CYCLE = "praca/<slug:programme>/warsztaty/<int:number>/testy/"

urlpatterns: list[URLPattern] = [
    path(BANK, bank.overview, name="bank"),
    path(f"{BANK}gotowe/", bank.load, name="ready_made"),
    path(f"{BANK}nowy-temat/", bank.theme_new, name="theme_new"),
    path(f"{BANK}ramy/", frameworks.listing, name="frameworks"),
    path(f"{BANK}ramy/import/", frameworks.take_in, name="framework_import"),
    path(THEME, bank.theme, name="theme"),
    path(f"{THEME}nowe/", bank.item_new, name="item_new"),
    path(ITEM, bank.item, name="item"),
    path(f"{ITEM}zmien/", bank.item_change, name="item_change"),
    path(f"{ITEM}wycofaj/", bank.item_retire, name="item_retire"),
    path(CYCLE, cycle.overview, name="cycle"),
    path(f"{CYCLE}temat/", cycle.theme, name="cycle_theme"),
    path(f"{CYCLE}ankieta/", cycle.survey, name="cycle_survey"),
    path(f"{CYCLE}ankieta/<uuid:answer>/<str:name>/usun/", cycle.comment_remove, name="comment_remove"),
    path(f"{CYCLE}papier/<str:form>.pdf", papers.printed, name="cycle_paper"),
    path(f"{CYCLE}<int:enrolment>/<moment:moment>/", papers.enter, name="paper_enter"),
    path("praca/<slug:programme>/moje-spotkania/", trainer.home, name="trainer"),
]
