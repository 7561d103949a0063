import pytest
from django.urls import reverse


@pytest.fixture
def theme(client):
    def choose(value, following="/"):
        return client.post(reverse("ui:theme"), {"theme": value, "next": following})

    return choose


def test_colours_are_kept_in_a_functional_cookie(theme):
    answer = theme("dark", "/warsztaty/")
    assert answer.url == "/warsztaty/"
    cookie = answer.cookies["theme"]
    assert (cookie.value, cookie["samesite"], cookie["httponly"]) == ("dark", "Lax", True)


@pytest.mark.parametrize("value", ["auto", "", "<script>"])
def test_anything_else_forgets_the_choice(theme, value):
    assert theme(value).cookies["theme"].value == ""


@pytest.mark.parametrize("following", ["https://zly.example/", "//zly.example", "javascript:alert(1)"])
def test_the_way_back_stays_on_this_site(theme, following):
    assert theme("dark", following).url == "/"


def test_colours_do_not_change_by_get(client):
    assert client.get(reverse("ui:theme")).status_code == 405


@pytest.mark.django_db
def test_the_page_of_parts_is_for_the_demonstration_only(client, settings):
    settings.DEBUG = settings.DEMONSTRATION = False
    assert client.get(reverse("ui:parts")).status_code == 404
    settings.DEMONSTRATION = True
    assert client.get(reverse("ui:parts")).status_code == 200
