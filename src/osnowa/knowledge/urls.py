from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter
from django.views.decorators.http import require_safe

from osnowa.knowledge import feeds
from osnowa.knowledge.models import BY_SLUG
from osnowa.knowledge.views import (
    catalogue,
    catalogue_desk,
    desk,
    files,
    library,
    links,
    media,
    public,
    reads,
    useful,
)

app_name = "knowledge"


class ShelfConverter(StringConverter):
    """The shelves of ours; what is none of them is Wagtail's."""

    regex = "|".join(BY_SLUG)


register_converter(ShelfConverter, "shelf")

# News under /wiedza/aktualnosci/ and previews are served by Wagtail (project.urls)
urlpatterns: list[URLPattern] = [
    path("wiedza/", public.front, name="front"),
    path("wiedza/poradniki/", public.shelf, {"shelf": "poradniki"}, name="guides"),
    path("wiedza/artykuly/", public.shelf, {"shelf": "artykuly"}, name="articles"),
    path("wiedza/historie/", public.shelf, {"shelf": "historie"}, name="stories"),
    path("wiedza/narzedzia/", catalogue.tools, name="tools"),
    path("wiedza/narzedzia/porownanie/", catalogue.compare, name="compare"),
    path("wiedza/kolekcje/", public.shelf, {"shelf": "kolekcje"}, name="collections"),
    path("wiedza/relacje/", public.shelf, {"shelf": "relacje"}, name="event_reports"),
    path("wiedza/<shelf:shelf>/<str:slug>/", public.text, name="read"),
    path("wiedza/pobierz/<int:page_id>/<slug:ending>/", files.download, name="download"),
    path("wiedza/obraz/<int:page_id>/<slug:digest>.png", media.share_picture, name="share_picture"),
    path("wiedza/nagrania/<int:document_id>/", media.recording, name="recording"),
    path("media/images/<str:name>", media.picture, name="picture"),
    path("wiedza/kanal/", require_safe(feeds.NewsFeed()), name="feed"),
    path("wiedza/kanal/temat/<slug:topic>/", require_safe(feeds.TopicFeed()), name="topic_feed"),
    path("wiedza/kanal/kolekcja/<str:slug>/", require_safe(feeds.CollectionFeed()), name="collection_feed"),
    path("wiedza/kanal/<slug:shelf>/", require_safe(feeds.ShelfFeed()), name="shelf_feed"),
    path("wiedza/nowe-artykuly/kanal/", require_safe(feeds.ArticleFeed()), name="articles_feed"),
    path("praca/teksty/", desk.texts, name="texts"),
    path("praca/teksty/z-pliku/", files.send, name="send_text"),
    path("praca/teksty/z-pliku/<int:sent_id>/", files.sent_text, name="sent_text"),
    path("praca/teksty/biblioteka/", library.load, name="load_library"),
    path("wiedza/ocena/<int:page_id>/", useful.useful, name="useful"),
    path("praca/teksty/czytelnicy/", reads.texts, name="reads"),
    path("praca/teksty/czytelnicy/<slug:ending>/", reads.texts_file, name="reads_file"),
    path("praca/teksty/slowa/<int:words_id>/usun/", reads.forget_words, name="forget_words"),
    path("praca/teksty/linki/", links.links, name="links"),
    path("praca/teksty/linki/przelacz/", links.switch, name="switch_links"),
    path("praca/teksty/linki/<int:link_id>/dobry/", links.call_right, name="link_right"),
    path("praca/<slug:programme>/czytelnicy/", reads.programme, name="programme_reads"),
    path(
        "praca/<slug:programme>/czytelnicy.xlsx",
        reads.programme_file,
        {"ending": "xlsx"},
        name="programme_reads_xlsx",
    ),
    path(
        "praca/<slug:programme>/czytelnicy.csv",
        reads.programme_file,
        {"ending": "csv"},
        name="programme_reads_csv",
    ),
    path("praca/teksty/<int:page_id>/czytelnicy/", reads.text, name="text_reads"),
    path("praca/teksty/<int:page_id>/", desk.text, name="text"),
    path("praca/teksty/<int:page_id>/zglos/", desk.submit, name="submit"),
    path("praca/teksty/<int:page_id>/zatwierdz/", desk.approve, name="approve"),
    path("praca/teksty/<int:page_id>/aktualny/", desk.confirm, name="confirm"),
    path("praca/teksty/<int:page_id>/opiekun/", desk.hand_over, name="hand_over"),
    path("praca/teksty/<int:page_id>/zwroc/", desk.send_back, name="send_back"),
    path("praca/narzedzia-do-sprawdzenia/", catalogue_desk.to_check, name="tools_to_check"),
    path("praca/narzedzia-do-sprawdzenia/<int:page_id>/", catalogue_desk.confirm, name="tool_confirm"),
    path("praca/kandydaci/", catalogue_desk.candidates, name="candidates"),
    path("praca/kandydaci/<int:candidate_id>/", catalogue_desk.candidate, name="candidate"),
    path("praca/kandydaci/<int:candidate_id>/szkic/", catalogue_desk.take, name="candidate_take"),
]
