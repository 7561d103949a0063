from django.urls import URLPattern, path

from osnowa.workshops.views import embed, enrolment, feeds, my_calendar, public, recruitment

urlpatterns: list[URLPattern] = [
    path("programy/<slug:programme>/warsztaty/", public.cycles, name="cycles"),
    path("programy/<slug:programme>/warsztaty/kalendarz.ics", feeds.programme, name="programme_calendar"),
    path("programy/<slug:programme>/warsztaty/<slug:cycle>/", public.cycle, name="cycle"),
    path(
        "programy/<slug:programme>/warsztaty/<slug:cycle>/kalendarz.ics",
        public.calendar,
        name="cycle_calendar",
    ),
    path(
        "programy/<slug:programme>/warsztaty/<slug:cycle>/materialy/<int:material>/",
        public.material,
        name="cycle_material",
    ),
    path("kalendarz/<str:token>.ics", feeds.secret, name="feed"),
    path("osadz/<slug:programme>/", embed.listing, name="embed"),
    path("osadz/<slug:programme>.json", embed.facts, name="embed_json"),
    path("moje/kalendarz/", my_calendar.my_calendar, name="my_calendar"),
    path("moje/zajety-czas/", my_calendar.busy_times, name="busy_times"),
    path("moje/zajety-czas/usun/", my_calendar.forget_busy, name="busy_times_forget"),
    path(
        "programy/<slug:programme>/warsztaty/<slug:cycle>/nabor/",
        recruitment.recruitment,
        name="cycle_recruitment",
    ),
    path("zgloszenie-przyjete/<str:signed>/", public.received, name="enrolment_received"),
    path("zgloszenie/<str:token>/", enrolment.own_page, name="enrolment"),
    path("zgloszenie/<str:token>/zmien/", enrolment.change, name="enrolment_change"),
    path("zgloszenie/<str:token>/rezygnacja/", enrolment.cancel, name="enrolment_cancel"),
    path("zgloszenie/<str:token>/organizacja/", enrolment.act_for, name="enrolment_act_for"),
    path("zgloszenie/<str:token>/cofnij/", enrolment.undo, name="enrolment_undo"),
    path("zgloszenie/<str:token>/kalendarz.ics", enrolment.calendar, name="enrolment_calendar"),
    path("zgloszenie/<str:token>/moj-kalendarz/", my_calendar.participant, name="enrolment_my_calendar"),
    path("zgloszenie/<str:token>/materialy/<int:material>/", enrolment.material, name="enrolment_material"),
    path("zgloszenie/<str:token>/zaswiadczenie.pdf", enrolment.certificate, name="enrolment_certificate"),
]
