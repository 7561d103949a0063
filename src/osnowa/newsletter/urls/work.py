"""The team's pages: issues put together, previewed, sent."""

from django.urls import URLPattern, path

from osnowa.newsletter.views.work import issues, items, pictures, sending

WORK = "praca/<slug:programme>/newsletter/"
ISSUE = f"{WORK}<int:issue>/"
ITEM = f"{ISSUE}pozycje/<int:item>/"

urlpatterns: list[URLPattern] = [
    path(WORK, issues.listing, name="work"),
    path(f"{WORK}nowy/", issues.new, name="issue_new"),
    path(ISSUE, issues.page, name="work_issue"),
    path(f"{ISSUE}slowa/", issues.words, name="issue_words"),
    path(f"{ISSUE}usun/", issues.delete, name="issue_delete"),
    path(f"{ISSUE}dodaj/", items.pick, name="issue_pick"),
    path(f"{ISSUE}pozycje/", items.new, name="item_new"),
    path(ITEM, items.change, name="item_change"),
    path(f"{ITEM}przesun/", items.move, name="item_move"),
    path(f"{ITEM}usun/", items.remove, name="item_remove"),
    path(f"{ISSUE}zdjecie/", pictures.of_issue, name="issue_picture"),
    path(f"{ISSUE}zdjecie/usun/", pictures.remove_of_issue, name="issue_picture_remove"),
    path(f"{ITEM}zdjecie/", pictures.of_item, name="item_picture"),
    path(f"{ITEM}zdjecie/z-tekstu/", pictures.of_text, name="item_picture_of_text"),
    path(f"{ITEM}zdjecie/usun/", pictures.remove_of_item, name="item_picture_remove"),
    path(f"{ISSUE}podglad/", sending.preview, name="issue_preview"),
    path(f"{ISSUE}podglad/list/", sending.letter, name="issue_letter"),
    path(f"{ISSUE}probny/", sending.test, name="issue_test"),
    path(f"{ISSUE}odbiorcy/", sending.readers, name="issue_readers"),
    path(f"{ISSUE}wyslij/", sending.send, name="issue_send"),
    path(f"{ISSUE}termin/", sending.schedule, name="issue_schedule"),
    path(f"{ISSUE}termin/cofnij/", sending.unschedule, name="issue_unschedule"),
    path(f"{ISSUE}zatrzymaj/", sending.hold, name="issue_hold"),
    path(f"{ISSUE}wznow/", sending.release, name="issue_release"),
    path(f"{ISSUE}ponow/", sending.retry, name="issue_retry"),
]
