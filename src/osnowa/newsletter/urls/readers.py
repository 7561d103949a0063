"""Readers, their lists and choices: own pages and the team's."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
