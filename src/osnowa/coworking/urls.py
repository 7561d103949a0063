from django.urls import URLPattern

app_name = "coworking"

urlpatterns: list[URLPattern] = []
