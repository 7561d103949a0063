"""What the import linter cannot see: where foreign keys point, and what every model says about people."""

import importlib
import importlib.util

import pytest
from django.apps import apps
from django.db import models

# From the ground up (docs/architecture.md). An app may point at its own floor's neighbours only where it is itself.
FLOORS = [
    {"ui", "lib"},
    {"people"},
    {"programme"},
    {"coworking", "knowledge"},
    {"cooperation"},
    {"workshops", "support"},
    {"learning", "timetable"},
    {"newsletter"},
    {"spreading"},
    {"reporting"},
    {"portal", "api"},
    {"project"},
]
FLOOR = {app: number for number, floor in enumerate(FLOORS) for app in floor}

# lib keeps rows about people by kind and id; people.privacy asks lib.mail to forget, audit lines hold no names.
WITHOUT_PRIVACY = {"lib"}

OURS = [model for model in apps.get_models() if model.__module__.startswith("osnowa.")]
PEOPLE = {"people.person", "people.account", "people.membership"}


def name(model: type[models.Model]) -> str:
    return model._meta.label


def own_fields(model: type[models.Model]) -> list[models.Field]:
    """Fields that we wrote, without what Wagtail's pages and Django's accounts bring along."""
    return [
        field
        for field in model._meta.get_fields()
        if isinstance(field, models.Field)
        and field.model.__module__.startswith("osnowa.")
        and not field.auto_created
    ]


def is_about_a_person(field: models.Field) -> bool:
    if field.is_relation:
        related = field.related_model
        return isinstance(related, type) and related._meta.label_lower in PEOPLE
    return (
        isinstance(field, models.EmailField)
        or field.name in {"phone", "who"}
        or field.name.endswith("_phone")
    )


def test_every_app_has_its_floor():
    unplaced = {model._meta.app_label for model in OURS} - set(FLOOR)

    assert unplaced == set()


@pytest.mark.parametrize("model", OURS, ids=name)
def test_foreign_keys_point_down(model):
    here = FLOOR[model._meta.app_label]
    wrong = [
        f"{name(model)}.{field.name} -> {field.related_model._meta.label}"
        for field in own_fields(model)
        if field.is_relation
        and isinstance(field.related_model, type)
        and field.related_model.__module__.startswith("osnowa.")
        and field.related_model._meta.app_label != model._meta.app_label
        and FLOOR[field.related_model._meta.app_label] >= here
    ]

    assert wrong == []


@pytest.mark.parametrize("model", OURS, ids=name)
def test_model_says_what_personal_data_it_holds(model):
    said = vars(model).get("personal_data")

    assert isinstance(said, dict), f"{name(model)} lacks personal_data (an empty dict says: none)"
    assert {key for key in said if not str(said[key]).strip()} == set(), "each says what erasure does"
    assert set(said) - {field.name for field in model._meta.get_fields()} == set(), "names that are no fields"
    silent = {field.name for field in own_fields(model) if is_about_a_person(field)} - set(said)
    assert silent == set(), f"{name(model)} is silent about these"


@pytest.mark.parametrize(
    "app", sorted({m._meta.app_label for m in OURS if m.personal_data} - WITHOUT_PRIVACY)
)
def test_app_with_personal_data_can_export_and_erase(app):
    assert importlib.util.find_spec(f"osnowa.{app}.privacy"), f"{app} lacks privacy.py"
    privacy = importlib.import_module(f"osnowa.{app}.privacy")

    assert callable(privacy.export)
    assert callable(privacy.erase)
