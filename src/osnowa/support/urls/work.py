from django.urls import path

from osnowa.support.views.work import adoptions, consultations, hours

WORK = "praca/<slug:programme>/"
TOOLS = f"{WORK}wdrozenia/"
TOOL = f"{TOOLS}<int:adoption>/"
TALKS = f"{WORK}konsultacje/"
TALK = f"{TALKS}<int:consultation>/"
HOURS = f"{WORK}godziny/"
LOG = f"{HOURS}<int:log>/"

urlpatterns = [
    path(TOOLS, adoptions.listing, name="adoptions"),
    path(TOOL, adoptions.page, name="adoption"),
    path(f"{TOOL}etap/", adoptions.stage, name="adoption_stage"),
    path(f"{TOOL}mentor/", adoptions.mentor, name="adoption_mentor"),
    path(f"{TOOL}dowod/<int:stage>/", adoptions.proof, name="proof"),
    path(TALKS, consultations.listing, name="consultations"),
    path(f"{TALKS}dodaj/", consultations.new, name="consultation_new"),
    path(TALK, consultations.page, name="consultation"),
    path(f"{TALK}popraw/", consultations.change, name="consultation_change"),
    path(f"{TALK}wycofaj/", consultations.withdraw, name="consultation_withdraw"),
    path(f"{TALK}przypomnij/", consultations.remind, name="consultation_remind"),
    path(HOURS, hours.listing, name="hours"),
    path(f"{HOURS}dodaj/", hours.new, name="hours_new"),
    path(LOG, hours.page, name="work_log"),
    path(f"{LOG}popraw/", hours.change, name="hours_change"),
    path(f"{LOG}wycofaj/", hours.withdraw, name="hours_withdraw"),
    path(f"{LOG}zatwierdz/", hours.approve, name="hours_approve"),
    path(f"{LOG}odeslij/", hours.send_back, name="hours_return"),
]
