from django.urls import URLPattern, path

from osnowa.timetable.views import drafts, own, settings

app_name = "timetable"

WORK = "praca/<slug:programme>/terminarz/"
SLOTS = f"{WORK}pory/"
ASKING = f"{WORK}pytanie/"
ROOMS = f"{WORK}sale/"
DRAFTS = f"{WORK}szkice/"
DRAFT = f"{DRAFTS}<int:number>/"

urlpatterns: list[URLPattern] = [
    path("zgloszenie/<str:token>/terminy/", own.by_link, name="dates"),
    path("moje/terminy/<slug:programme>/", own.signed_in, name="own_dates"),
    path(WORK, settings.home, name="home"),
    path(SLOTS, settings.slots, name="slots"),
    path(f"{SLOTS}zwykle/", settings.usual_slots, name="slots_usual"),
    path(f"{SLOTS}<int:slot>/usun/", settings.remove_slot, name="slot_remove"),
    path(f"{SLOTS}cykl/<int:number>/", settings.ranking, name="ranking"),
    path(ASKING, settings.asking, name="asking"),
    path(f"{ASKING}zamknij/", settings.close_asking, name="asking_close"),
    path(f"{ASKING}przypomnij/", settings.remind, name="asking_remind"),
    path(f"{ROOMS}nowa/", settings.new_room, name="room_new"),
    path(f"{ROOMS}<int:room>/", settings.change_room, name="room_change"),
    path(f"{ROOMS}<int:room>/usun/", settings.remove_room, name="room_remove"),
    path(f"{WORK}prowadzenie/<int:account>/", settings.leader, name="leader"),
    path(f"{DRAFTS}nowy/", drafts.new, name="plan_new"),
    path(f"{DRAFTS}porownaj/", drafts.compare, name="plan_compare"),
    path(DRAFT, drafts.draft, name="plan"),
    path(f"{DRAFT}postep/", drafts.progress, name="plan_progress"),
    path(f"{DRAFT}zatrzymaj/", drafts.stop, name="plan_stop"),
    path(f"{DRAFT}szukaj-dalej/", drafts.search_on, name="plan_continue"),
    path(f"{DRAFT}usun/", drafts.remove, name="plan_remove"),
    path(f"{DRAFT}zastosuj/", drafts.apply, name="plan_apply"),
    path(f"{DRAFT}spotkania/<int:session>/przypnij/", drafts.pin, name="plan_pin"),
]
