from django.urls import URLPattern, path

from osnowa.coworking.views import booking, public

OWN = "moje/rezerwacje/<int:booking>/"

urlpatterns: list[URLPattern] = [
    path("biuro/", public.spaces, name="spaces"),
    path("biuro/<slug:space>/", public.space, name="space"),
    path("biuro/<slug:space>/dzien/<str:day>/", public.day, name="day"),
    path("biuro/<slug:space>/rezerwacja/", booking.book, name="book"),
    path("moje/rezerwacje/", booking.my_bookings, name="my_bookings"),
    path(OWN, booking.own_page, name="booking"),
    path(f"{OWN}odwolaj/", booking.cancel, name="booking_cancel"),
    path(f"{OWN}cofnij/", booking.undo, name="booking_undo"),
    path(f"{OWN}kalendarz.ics", booking.calendar, name="booking_calendar"),
]
