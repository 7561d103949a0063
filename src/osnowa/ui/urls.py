from django.urls import path

from osnowa.ui import views

app_name = "ui"
urlpatterns = [
    path("kolory/", views.theme, name="theme"),
    path("czesci/", views.parts, name="parts"),
]
