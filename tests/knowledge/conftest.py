import pytest

from tests.factories.knowledge import editor
from tests.factories.programme import ProgrammeFactory


@pytest.fixture
def programme(db):
    return ProgrammeFactory(slug="wiedza")


@pytest.fixture
def roza(programme):
    """Writes."""
    return editor(programme, email="roza@example.org", name="Róża Przędza")


@pytest.fixture
def wit(programme):
    """Reads what Róża wrote."""
    return editor(programme, email="wit@example.org", name="Wit Nawój")
