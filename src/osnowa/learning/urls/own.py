from django.urls import URLPattern, path, register_converter

from osnowa.learning.queries.own import WORDS
from osnowa.learning.views.own import survey, test


class MomentConverter:
    """przed -> before, po -> after: so addresses stay Polish and code English."""

    regex = "|".join(WORDS.values())

    def to_python(self, value: str) -> str:
        return next(moment for moment, word in WORDS.items() if word == value)

    def to_url(self, value: str) -> str:
        return WORDS.get(value, value)


register_converter(MomentConverter, "moment")

OWN = "zgloszenie/<str:token>/"
TEST = f"{OWN}test/<moment:moment>/"

urlpatterns: list[URLPattern] = [
    path(TEST, test.front, name="test"),
    path(f"{TEST}<int:position>/", test.question, name="test_question"),
    path(f"{OWN}ankieta/", survey.survey, name="survey"),
]
