"""Addresses of the office: everybody's and members' in `public`, the host's in `work`."""

from osnowa.coworking.urls.public import urlpatterns as public_urls
from osnowa.coworking.urls.work import urlpatterns as work_urls

app_name = "coworking"

urlpatterns = [*public_urls, *work_urls]
