from django.urls import URLPattern, path

from osnowa.workshops.views import verification
from osnowa.workshops.views.work import attendance, certificates, cycles, enrolments, sessions, statistics

WORK = "praca/<slug:programme>/warsztaty/"
CYCLE = f"{WORK}<int:number>/"
SESSION = f"{CYCLE}spotkania/<int:session>/"
LIST = f"{SESSION}obecnosc/"
PAPERS = f"{CYCLE}zaswiadczenia/"

urlpatterns: list[URLPattern] = [
    path("z/", verification.start, name="verify_start"),
    path("z/<str:code>/", verification.verify, name="verify"),
    path(WORK, cycles.overview, name="work_cycles"),
    path(f"{WORK}nowy/", cycles.new, name="cycle_new"),
    path(f"{WORK}statystyki/", statistics.page, name="work_statistics"),
    path(f"{WORK}statystyki.csv", statistics.table, {"ending": "csv"}, name="work_statistics_csv"),
    path(f"{WORK}statystyki.xlsx", statistics.table, {"ending": "xlsx"}, name="work_statistics_xlsx"),
    path(f"{CYCLE}obecnosc.csv", statistics.attendance, {"ending": "csv"}, name="work_attendance_csv"),
    path(f"{CYCLE}obecnosc.xlsx", statistics.attendance, {"ending": "xlsx"}, name="work_attendance_xlsx"),
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
    path(f"{LIST}<int:enrolment>/popraw/", attendance.correct, name="attendance_correct"),
    path(PAPERS, certificates.listing, name="certificates"),
    path(f"{PAPERS}wydaj/", certificates.issue, name="certificates_issue"),
    path(f"{PAPERS}<int:sequence>/zaswiadczenie.pdf", certificates.paper, name="certificate_pdf"),
    path(f"{PAPERS}<int:sequence>/uniewaznij/", certificates.revoke, name="certificate_revoke"),
    path(f"{PAPERS}<int:sequence>/wydaj-ponownie/", certificates.reissue, name="certificate_reissue"),
]
