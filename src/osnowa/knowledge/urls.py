from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from osnowa.knowledge import feeds
from osnowa.knowledge.views import catalogue_desk, desk, public, tools

app_name = "knowledge"

# What lies under a list (/wiedza/artykuly/<slug>/) is served by Wagtail (project.urls)
urlpatterns: list[URLPattern] = [
    path("wiedza/", public.front, name="front"),
    path("wiedza/artykuly/", public.articles, name="articles"),
    path("wiedza/narzedzia/", tools.tools, name="tools"),
    path("wiedza/narzedzia/porownanie/", tools.compare, name="compare"),
    path("wiedza/kanal/", require_safe(feeds.NewsFeed()), name="feed"),
    path("wiedza/nowe-artykuly/kanal/", require_safe(feeds.ArticleFeed()), name="articles_feed"),
    path("praca/teksty/", desk.texts, name="texts"),
    path("praca/teksty/<int:page_id>/", desk.text, name="text"),
    path("praca/teksty/<int:page_id>/zglos/", desk.submit, name="submit"),
    path("praca/teksty/<int:page_id>/zatwierdz/", desk.approve, name="approve"),
    path("praca/teksty/<int:page_id>/zwroc/", desk.send_back, name="send_back"),
    path("praca/narzedzia-do-sprawdzenia/", catalogue_desk.to_check, name="tools_to_check"),
    path("praca/narzedzia-do-sprawdzenia/<int:page_id>/", catalogue_desk.confirm, name="tool_confirm"),
    path("praca/kandydaci/", catalogue_desk.candidates, name="candidates"),
    path("praca/kandydaci/<int:candidate_id>/", catalogue_desk.candidate, name="candidate"),
    path("praca/kandydaci/<int:candidate_id>/szkic/", catalogue_desk.take, name="candidate_take"),
]
