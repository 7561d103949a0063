from django.urls import URLPattern, path

from osnowa.workshops.views import enrolment, presence, public

urlpatterns: list[URLPattern] = [
    path("programy/<slug:programme>/warsztaty/", public.cycles, name="cycles"),
    path("programy/<slug:programme>/warsztaty/<slug:cycle>/", public.cycle, name="cycle"),
    path(
        "programy/<slug:programme>/warsztaty/<slug:cycle>/kalendarz.ics",
        public.calendar,
        name="cycle_calendar",
    ),
    path("zgloszenie-przyjete/<str:signed>/", public.received, name="enrolment_received"),
    path("zgloszenie/<str:token>/", enrolment.own_page, name="enrolment"),
    path("zgloszenie/<str:token>/zmien/", enrolment.change, name="enrolment_change"),
    path("zgloszenie/<str:token>/rezygnacja/", enrolment.cancel, name="enrolment_cancel"),
    path("zgloszenie/<str:token>/organizacja/", enrolment.act_for, name="enrolment_act_for"),
    path("zgloszenie/<str:token>/obecnosc/", presence.own, name="enrolment_presence"),
    path("zgloszenie/<str:token>/cofnij/", enrolment.undo, name="enrolment_undo"),
    path("zgloszenie/<str:token>/kalendarz.ics", enrolment.calendar, name="enrolment_calendar"),
    path("zgloszenie/<str:token>/zaswiadczenie.pdf", enrolment.certificate, name="enrolment_certificate"),
    path("obecnosc/", presence.start, name="presence_start"),
    path("obecnosc/zapisana/<str:signed>/", presence.said, name="presence_said"),
    path("obecnosc/<str:code>/", presence.presence, name="presence"),
]
