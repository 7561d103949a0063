from django.urls import URLPattern, path

from osnowa.knowledge import feeds

app_name = "knowledge"

urlpatterns: list[URLPattern] = [path("wiedza/kanal/", feeds.NewsFeed(), name="feed")]
