from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from osnowa.knowledge import feeds

app_name = "knowledge"

urlpatterns: list[URLPattern] = [path("wiedza/kanal/", require_safe(feeds.NewsFeed()), name="feed")]
