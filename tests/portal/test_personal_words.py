"""Everything that an app exports about a person has a word on the readable page: found in the source, not by luck."""

import ast
import inspect

import pytest
from django.apps import apps

from osnowa.portal.privacy import PARTS
from osnowa.portal.queries import personal
from osnowa.portal.queries.personal_words import CHOICES, WORDS

APPS = [name for name, _part in PARTS]


def _exported(app: str) -> list[tuple[str, ast.expr]]:
    """Key and expression of every row of a dict that the app's privacy.py writes down."""
    tree = ast.parse(inspect.getsource(dict(PARTS)[app]))
    skipped = {
        id(inner)
        for function in tree.body
        if isinstance(function, ast.FunctionDef) and "erase" in function.name
        for inner in ast.walk(function)
    }
    return [
        (key.value, value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict) and id(node) not in skipped
        for key, value in zip(node.keys, node.values, strict=True)
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    ]


def _choices(app: str, name: str) -> set[str]:
    """What the field of this name may hold, in any of the app's models; a field of people's is only a consent's."""
    models = (
        [apps.get_model("people", "Consent")] if app == "people" else apps.get_app_config(app).get_models()
    )
    return {
        str(value)
        for model in models
        if model.personal_data  # what holds nothing about people is not exported
        for field in model._meta.get_fields()
        if field.name == name
        for value, _label in getattr(field, "choices", None) or ()
    }


@pytest.mark.parametrize("app", APPS)
def test_every_key_has_a_word(app):
    assert {key for key, _value in _exported(app)} - set(WORDS) == set()


@pytest.mark.parametrize("app", APPS)
def test_every_choice_has_a_word_and_is_read_as_one(app):
    raw = [
        (key, choice)
        for key, value in _exported(app)
        if isinstance(value, ast.Attribute)
        for choice in _choices(app, value.attr)
    ]
    assert [choice for _key, choice in raw if f"={choice}" not in WORDS] == []
    assert {key for key, _choice in raw} - CHOICES == set()


def test_choices_are_found_in_the_source():
    assert {key for key, value in _exported("support") if isinstance(value, ast.Attribute)} >= {
        "stage",
        "form",
    }
    assert _choices("support", "form") == {"in_person", "online", "phone"}


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("stage", "set_up", "uruchomione"),
        ("purpose", "trial", "trial"),
        ("amount", "1.00", "1"),
        ("amount", "2.50", "2,5"),
    ],
)
def test_a_choice_is_said_in_words_and_what_somebody_wrote_stays(key, value, said):
    node = personal._node(key, value)
    assert node is not None
    assert node.value == said
