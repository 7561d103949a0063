from django.urls import path

from osnowa.support.views.own import adoptions, consultations

TOOLS = "moje/organizacje/<int:organisation>/narzedzia/"
TOOL = f"{TOOLS}<int:adoption>/"
TALKS = "moje/organizacje/<int:organisation>/konsultacje/"
TALK = f"{TALKS}<int:consultation>/"

urlpatterns = [
    path(TOOLS, adoptions.listing, name="own_adoptions"),
    path(f"{TOOLS}dodaj/", adoptions.new, name="own_adoption_new"),
    path(TOOL, adoptions.page, name="own_adoption"),
    path(f"{TOOL}popraw/", adoptions.change, name="own_adoption_change"),
    path(f"{TOOL}etap/", adoptions.stage, name="own_stage"),
    path(f"{TOOL}dowod/<int:stage>/", adoptions.proof, name="own_proof"),
    path(TALKS, consultations.listing, name="own_consultations"),
    path(TALK, consultations.page, name="own_consultation"),
    path(f"{TALK}potwierdz/", consultations.confirm, name="own_consultation_confirm"),
    path(f"{TALK}zastrzezenie/", consultations.dispute, name="own_consultation_dispute"),
]
