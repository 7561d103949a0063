from django.urls import URLPattern, path

from osnowa.cooperation.views import answers, own, public, work

app_name = "cooperation"

OWN = "moje/wspolpraca/"
ANSWER = f"{OWN}odpowiedzi/<int:answer>/"
WORK = "praca/<slug:programme>/wspolpraca/"

urlpatterns: list[URLPattern] = [
    path("wspolpraca/", public.board, name="board"),
    path("wspolpraca/<int:announcement>/", public.announcement, name="announcement"),
    path("wspolpraca/<int:announcement>/odpowiedz/", answers.give, name="answer_give"),
    path(OWN, own.overview, name="own"),
    path(f"{OWN}nowe/", own.new, name="announcement_new"),
    path(f"{OWN}<int:announcement>/", own.announcement, name="own_announcement"),
    path(f"{OWN}<int:announcement>/zmien/", own.change, name="announcement_change"),
    path(f"{OWN}<int:announcement>/przedluz/", own.renew, name="announcement_renew"),
    path(f"{OWN}<int:announcement>/zamknij/", own.close, name="announcement_close"),
    path(ANSWER, answers.answer, name="answer"),
    path(f"{ANSWER}przyjmij/", answers.accept, name="answer_accept"),
    path(f"{ANSWER}odrzuc/", answers.decline, name="answer_decline"),
    path(f"{ANSWER}wycofaj/", answers.withdraw, name="answer_withdraw"),
    path(f"{ANSWER}co-wyszlo/", answers.came_of, name="answer_came_of"),
    path(WORK, work.listing, name="work"),
    path(f"{WORK}<int:announcement>/", work.announcement, name="work_announcement"),
    path(f"{WORK}<int:announcement>/ukryj/", work.hide, name="announcement_hide"),
    path(f"{WORK}<int:announcement>/pokaz/", work.show, name="announcement_show"),
]
