"""The front doors. `urls.account` holds allauth's names, which know no namespace."""

from django.urls import URLPattern, path

from osnowa.portal.views import account, home, work

app_name = "portal"

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("programy/<slug:programme>/", home.programme, name="programme"),
    path("dostepnosc/", home.accessibility, name="accessibility"),
    path("robots.txt", home.robots, name="robots"),
    path("konto/", account.account, name="account"),
    path("konto/drugi-skladnik/", account.second_factor, name="second_factor"),
    path("praca/", work.my, name="my"),
    path("praca/<slug:programme>/", work.dashboard, name="dashboard"),
]
