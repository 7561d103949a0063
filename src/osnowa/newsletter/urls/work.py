"""The team's pages: issues put together, previewed, sent."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
