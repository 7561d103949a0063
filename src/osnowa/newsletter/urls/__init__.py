from django.urls import URLPattern

from osnowa.newsletter.urls import public, readers, work

app_name = "newsletter"

urlpatterns: list[URLPattern] = [*public.urlpatterns, *readers.urlpatterns, *work.urlpatterns]
