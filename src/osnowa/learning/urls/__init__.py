"""Addresses of learning: the participant's side in `own`, the team's side in `work`."""

from osnowa.learning.urls.own import urlpatterns as own_urls
from osnowa.learning.urls.work import urlpatterns as work_urls

app_name = "learning"

urlpatterns = [*own_urls, *work_urls]
