"""Addresses of workshops: the participant's side in `public`, the team's side in `work`."""

from osnowa.workshops.urls.public import urlpatterns as public_urls
from osnowa.workshops.urls.work import urlpatterns as work_urls

app_name = "workshops"

urlpatterns = [*public_urls, *work_urls]
