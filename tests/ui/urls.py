"""The ground by itself: no room above it is needed to look at its parts."""

from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("", include("osnowa.ui.urls")),
    path("jezyk/", set_language, name="set_language"),
]
