from django.urls import URLPattern, path

from osnowa.workshops.views import embed, verification
from osnowa.workshops.views.work import (
    answers,
    attendance,
    certificates,
    cycles,
    enrolments,
    letters,
    materials,
    messages,
    questions,
    ranking,
    sessions,
    sign_up_sheets,
    terms,
)

WORK = "praca/<slug:programme>/warsztaty/"
CYCLE = f"{WORK}<int:number>/"
SESSION = f"{CYCLE}spotkania/<int:session>/"
MATERIALS = f"{SESSION}materialy/"
LIST = f"{SESSION}obecnosc/"
QUESTIONS = f"{WORK}pytania/"
CYCLE_QUESTIONS = f"{CYCLE}pytania/"
PAPERS = f"{CYCLE}zaswiadczenia/"
RECRUITMENT = f"{CYCLE}nabor/"
CRITERIA = f"{RECRUITMENT}kryteria/"
MESSAGES = "praca/<slug:programme>/wiadomosci/"
LETTERS = f"{CYCLE}wiadomosci/"

urlpatterns: list[URLPattern] = [
    path("z/", verification.start, name="verify_start"),
    path("z/<str:code>/", verification.verify, name="verify"),
    path(WORK, cycles.overview, name="work_cycles"),
    path(f"{WORK}udostepnij/", embed.share, name="share"),
    path(f"{WORK}nowy/", cycles.new, name="cycle_new"),
    path(CYCLE, cycles.cycle, name="work_cycle"),
    path(f"{CYCLE}zmien/", cycles.change, name="cycle_change"),
    path(f"{CYCLE}publikacja/", cycles.publish, name="cycle_publish"),
    path(f"{CYCLE}publikacja/cofnij/", cycles.withdraw, name="cycle_withdraw"),
    path(f"{CYCLE}spotkania/nowe/", sessions.new, name="session_new"),
    path(f"{CYCLE}spotkania/seria/", sessions.series, name="session_series"),
    path(f"{SESSION}zmien/", sessions.change, name="session_change"),
    path(f"{SESSION}usun/", sessions.remove, name="session_remove"),
    path(f"{SESSION}odwolaj/", sessions.call_off, name="session_call_off"),
    path(f"{SESSION}przywroc/", sessions.restore, name="session_restore"),
    path(MATERIALS, materials.listing, name="materials"),
    path(f"{MATERIALS}dodaj/", materials.add, name="material_add"),
    path(f"{MATERIALS}<int:material>/plik/", materials.download, name="material_download"),
    path(f"{MATERIALS}<int:material>/usun/", materials.remove, name="material_remove"),
    path(f"{SESSION}zadanie/", materials.homework, name="homework"),
    path(f"{CYCLE}zgloszenia/", enrolments.listing, name="work_enrolments"),
    path(f"{CYCLE}zgloszenia/lista.csv", enrolments.download, name="work_enrolments_csv"),
    path(f"{CYCLE}zgloszenia/<int:enrolment>/miejsce/", enrolments.give_place, name="work_enrolment_place"),
    path(f"{CYCLE}zgloszenia/<int:enrolment>/rezygnacja/", enrolments.cancel, name="work_enrolment_cancel"),
    path(RECRUITMENT, terms.overview, name="recruitment"),
    path(f"{RECRUITMENT}zasady/", terms.change, name="recruitment_terms"),
    path(f"{RECRUITMENT}proba/", terms.sample, name="recruitment_sample"),
    path(f"{CRITERIA}nowe/", terms.criterion_new, name="criterion_new"),
    path(f"{CRITERIA}<int:criterion>/zmien/", terms.criterion_change, name="criterion_change"),
    path(f"{CRITERIA}<int:criterion>/usun/", terms.criterion_remove, name="criterion_remove"),
    path(f"{RECRUITMENT}zgloszenia/", ranking.listing, name="applications"),
    path(f"{RECRUITMENT}zgloszenia/<int:enrolment>/", ranking.application, name="application"),
    path(f"{RECRUITMENT}lista/", ranking.the_list, name="recruitment_list"),
    path(f"{RECRUITMENT}lista/popraw/", ranking.correct, name="recruitment_correct"),
    path(f"{RECRUITMENT}lista/lista.csv", ranking.download, name="recruitment_list_csv"),
    path(f"{CYCLE}zgloszenia/lista.xlsx", enrolments.download_xlsx, name="work_enrolments_xlsx"),
    path(f"{CYCLE}zgloszenia/<int:enrolment>/odpowiedzi/", answers.detail, name="work_answers"),
    path(
        f"{CYCLE}zgloszenia/<int:enrolment>/odpowiedzi/<int:question>/plik/",
        answers.download,
        name="work_answer_file",
    ),
    path(f"{CYCLE}zgloszenia/wczytaj/", sign_up_sheets.upload, name="sign_up_sheet_new"),
    path(f"{CYCLE}zgloszenia/wczytaj/<int:sheet>/", sign_up_sheets.sheet, name="sign_up_sheet"),
    path(QUESTIONS, questions.listing, name="questions"),
    path(f"{QUESTIONS}nowe/", questions.new, name="question_new"),
    path(f"{QUESTIONS}gotowe/", questions.add_ready, name="question_ready"),
    path(f"{QUESTIONS}<int:question>/zmien/", questions.change, name="question_change"),
    path(f"{QUESTIONS}<int:question>/przesun/", questions.move, name="question_move"),
    path(f"{QUESTIONS}<int:question>/wycofaj/", questions.retire, name="question_retire"),
    path(CYCLE_QUESTIONS, questions.listing, name="cycle_questions"),
    path(f"{CYCLE_QUESTIONS}nowe/", questions.new, name="cycle_question_new"),
    path(f"{CYCLE_QUESTIONS}gotowe/", questions.add_ready, name="cycle_question_ready"),
    path(f"{CYCLE_QUESTIONS}podglad/", questions.preview, name="questions_preview"),
    path(f"{CYCLE}zgloszenia/<int:enrolment>/", enrolments.detail, name="work_enrolment"),
    path(MESSAGES, messages.overview, name="messages"),
    path(f"{MESSAGES}<slug:kind>/", messages.change, name="message_change"),
    path(f"{MESSAGES}<slug:kind>/wlacz/", messages.switch, name="message_switch"),
    path(f"{MESSAGES}<slug:kind>/podglad/<str:language>/html/", messages.shown, name="message_preview"),
    path(LETTERS, letters.overview, name="cycle_messages"),
    path(f"{LETTERS}nowa/", letters.new, name="letter_new"),
    path(f"{LETTERS}nowa/podglad/<str:language>/html/", letters.shown, name="letter_preview"),
    path(f"{LETTERS}<slug:kind>/", letters.switch, name="cycle_message_switch"),
    path(LIST, attendance.listing, name="attendance"),
    path(f"{LIST}zaznacz/", attendance.mark, name="attendance_mark"),
    path(f"{LIST}reszta/", attendance.rest, name="attendance_rest"),
    path(f"{LIST}zamknij/", attendance.close, name="attendance_close"),
    path(f"{LIST}lista.pdf", attendance.printed, name="attendance_list"),
    path(f"{LIST}<int:enrolment>/popraw/", attendance.correct, name="attendance_correct"),
    path(PAPERS, certificates.listing, name="certificates"),
    path(f"{PAPERS}wydaj/", certificates.issue, name="certificates_issue"),
    path(f"{PAPERS}podglad/<int:enrolment>/", certificates.preview, name="certificate_preview"),
    path(f"{PAPERS}wszystkie.zip", certificates.all_papers, name="certificates_zip"),
    path(f"{PAPERS}<int:sequence>/zaswiadczenie.pdf", certificates.paper, name="certificate_pdf"),
    path(f"{PAPERS}<int:sequence>/uniewaznij/", certificates.revoke, name="certificate_revoke"),
    path(f"{PAPERS}<int:sequence>/wydaj-ponownie/", certificates.reissue, name="certificate_reissue"),
]
