"""Readers, their lists and choices: own pages and the team's."""

from django.urls import URLPattern, path

from osnowa.newsletter.views import lists, readers, reading, series, sheets, stopped, webhooks

OWN = "newsletter/czytam/<str:token>/"
WORK = "praca/<slug:programme>/newsletter/"
READERS = f"{WORK}odbiorcy/"
LISTS = f"{WORK}tematy/"
SEGMENTS = f"{WORK}grupy/"
SERIES = f"{WORK}serie/"
STOPPED = f"{WORK}wstrzymane/"

urlpatterns: list[URLPattern] = [
    path("newsletter/zapis/", reading.subscribe, name="subscribe"),
    path(OWN, reading.choices, name="choices"),
    path(f"{OWN}potwierdz/", reading.confirm, name="confirm"),
    path(f"{OWN}wypisz/", reading.leave, name="leave"),
    path("newsletter/zwroty/", webhooks.webhook, name="webhook"),
    path("newsletter/zwroty/<slug:provider>/", webhooks.provider, name="webhook_of"),
    path(READERS, readers.listing, name="readers"),
    path(f"{READERS}tabela/", readers.csv, name="readers_csv"),
    path(f"{READERS}dodaj/", sheets.upload, name="sheet_new"),
    path(f"{READERS}dodaj/<int:sheet>/", sheets.sheet, name="sheet"),
    path(f"{READERS}<int:reader>/", readers.reader, name="reader"),
    path(f"{READERS}<int:reader>/jeszcze-raz/", readers.ask_again, name="reader_ask_again"),
    path(f"{READERS}<int:reader>/wypisz/", readers.end, name="reader_end"),
    path(LISTS, lists.lists, name="lists"),
    path(f"{LISTS}dodaj/", lists.list_new, name="list_new"),
    path(f"{LISTS}<int:mailing_list>/", lists.list_change, name="list_change"),
    path(f"{LISTS}<int:mailing_list>/zamknij/", lists.list_close, name="list_close"),
    path(SEGMENTS, lists.segments, name="segments"),
    path(f"{SEGMENTS}dodaj/", lists.segment_new, name="segment_new"),
    path(f"{SEGMENTS}<int:segment>/", lists.segment, name="segment"),
    path(f"{SEGMENTS}<int:segment>/usun/", lists.segment_remove, name="segment_remove"),
    path(SERIES, series.listing, name="sequences"),
    path(f"{SERIES}dodaj/", series.new, name="sequence_new"),
    path(f"{SERIES}<int:sequence>/", series.sequence, name="sequence"),
    path(f"{SERIES}<int:sequence>/wlacz/", series.switch, name="sequence_switch"),
    path(f"{SERIES}<int:sequence>/list/", series.step_new, name="sequence_step_new"),
    path(f"{SERIES}<int:sequence>/list/<int:step>/", series.step, name="sequence_step"),
    path(STOPPED, stopped.stopped, name="stopped"),
    path(f"{STOPPED}<int:suppression>/przywroc/", stopped.lift, name="suppression_lift"),
    path(f"{WORK}nadawca/", stopped.sender, name="sender"),
]
