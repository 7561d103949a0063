from django.urls import URLPattern, path

from osnowa.workshops.views import verification
from osnowa.workshops.views.work import (
    attendance,
    certificates,
    cycles,
    enrolments,
    lists,
    screen,
    sessions,
    sheets,
)

WORK = "praca/<slug:programme>/warsztaty/"
CYCLE = f"{WORK}<int:number>/"
SESSION = f"{CYCLE}spotkania/<int:session>/"
LIST = f"{SESSION}obecnosc/"
PAPERS = f"{CYCLE}zaswiadczenia/"
LISTS = "praca/<slug:programme>/listy/"  # the scope of the service worker: nothing else lies under it
CARRIED = f"{LISTS}<int:number>/<int:session>/"

urlpatterns: list[URLPattern] = [
    path("z/", verification.start, name="verify_start"),
    path("z/<str:code>/", verification.verify, name="verify"),
    path(WORK, cycles.overview, name="work_cycles"),
    path(f"{WORK}nowy/", cycles.new, name="cycle_new"),
    path(CYCLE, cycles.cycle, name="work_cycle"),
    path(f"{CYCLE}zmien/", cycles.change, name="cycle_change"),
    path(f"{CYCLE}publikacja/", cycles.publish, name="cycle_publish"),
    path(f"{CYCLE}publikacja/cofnij/", cycles.withdraw, name="cycle_withdraw"),
    path(f"{CYCLE}spotkania/nowe/", sessions.new, name="session_new"),
    path(f"{CYCLE}spotkania/seria/", sessions.series, name="session_series"),
    path(f"{SESSION}zmien/", sessions.change, name="session_change"),
    path(f"{SESSION}usun/", sessions.remove, name="session_remove"),
    path(f"{CYCLE}zgloszenia/", enrolments.listing, name="work_enrolments"),
    path(f"{CYCLE}zgloszenia/lista.csv", enrolments.download, name="work_enrolments_csv"),
    path(f"{CYCLE}zgloszenia/<int:enrolment>/miejsce/", enrolments.give_place, name="work_enrolment_place"),
    path(f"{CYCLE}zgloszenia/<int:enrolment>/rezygnacja/", enrolments.cancel, name="work_enrolment_cancel"),
    path(LIST, attendance.listing, name="attendance"),
    path(f"{LIST}zaznacz/", attendance.mark, name="attendance_mark"),
    path(f"{LIST}reszta/", attendance.rest, name="attendance_rest"),
    path(f"{LIST}zamknij/", attendance.close, name="attendance_close"),
    path(f"{LIST}lista.pdf", attendance.printed, name="attendance_list"),
    path(f"{LIST}stan/", attendance.standing, name="attendance_standing"),
    path(f"{LIST}rozstrzygnij/", attendance.choose, name="attendance_choose"),
    path(f"{LIST}ekran/", screen.screen, name="attendance_screen"),
    path(f"{LIST}z-papieru/", sheets.paper, name="attendance_paper"),
    path(f"{LIST}skany/", sheets.add, name="sheet_add"),
    path(f"{LIST}skany/<int:sheet>/", sheets.download, name="sheet"),
    path(f"{LIST}skany/<int:sheet>/usun/", sheets.remove, name="sheet_remove"),
    path(f"{LIST}<int:enrolment>/popraw/", attendance.correct, name="attendance_correct"),
    path(LISTS, lists.overview, name="lists"),
    path(f"{LISTS}lista.webmanifest", lists.manifest, name="lists_manifest"),
    path(f"{LISTS}bez-sieci.js", lists.worker, name="lists_worker"),
    path(CARRIED, lists.listing, name="list"),
    path(f"{CARRIED}stan.json", lists.state, name="list_state"),
    path(f"{CARRIED}wyslij/", lists.deliver, name="list_deliver"),
    path(PAPERS, certificates.listing, name="certificates"),
    path(f"{PAPERS}wydaj/", certificates.issue, name="certificates_issue"),
    path(f"{PAPERS}<int:sequence>/zaswiadczenie.pdf", certificates.paper, name="certificate_pdf"),
    path(f"{PAPERS}<int:sequence>/uniewaznij/", certificates.revoke, name="certificate_revoke"),
    path(f"{PAPERS}<int:sequence>/wydaj-ponownie/", certificates.reissue, name="certificate_reissue"),
]
