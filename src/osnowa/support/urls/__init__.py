"""Addresses of support: the organisation's own pages in `own`, the team's in `work`."""

from osnowa.support.urls.own import urlpatterns as own_urls
from osnowa.support.urls.work import urlpatterns as work_urls

app_name = "support"

urlpatterns = [*own_urls, *work_urls]
