from django.urls import URLPattern, path

from osnowa.coworking.views.work import board, setting_up

WORK = "praca/<slug:programme>/biuro/"
BOOKING = f"{WORK}rezerwacje/<int:booking>/"
VISIT = f"{WORK}wizyty/<int:visit>/"
SETTINGS = f"{WORK}ustawienia/"
SPACE = f"{SETTINGS}<slug:space>/"

urlpatterns: list[URLPattern] = [
    path(WORK, board.board, name="board"),
    path(f"{WORK}wejscie/", board.walk_in, name="walk_in"),
    path(f"{WORK}rezerwacja/", board.book, name="work_book"),
    path(f"{BOOKING}przyszli/", board.check_in, name="check_in"),
    path(f"{BOOKING}odwolaj/", board.cancel, name="work_booking_cancel"),
    path(f"{VISIT}wyszli/", board.end_visit, name="visit_end"),
    path(f"{VISIT}cofnij/", board.remove_visit, name="visit_remove"),
    path(SETTINGS, setting_up.settings, name="settings"),
    path(f"{SETTINGS}nowe/", setting_up.space_new, name="space_new"),
    path(SPACE, setting_up.space_change, name="space_change"),
    path(f"{SPACE}godziny/", setting_up.opening_hours, name="opening_hours"),
    path(f"{SPACE}zamkniete/", setting_up.close_day, name="close_day"),
    path(f"{SPACE}zamkniete/<int:closed>/usun/", setting_up.reopen_day, name="reopen_day"),
    path(f"{SPACE}miejsca/nowe/", setting_up.resource_new, name="resource_new"),
    path(f"{SPACE}miejsca/<int:resource>/", setting_up.resource_change, name="resource_change"),
]
