"""The cycle of tests/workshops (four Tuesdays in May 2017, three people with a place), with a test of three questions
in each form, all of one competence, levels 1 to 3; the right answer is always "b"."""

import datetime as dt
from dataclasses import dataclass

import pytest

from osnowa.learning.actions.tests import enter_test
from osnowa.learning.models import CycleTest, Sitting
from osnowa.lib import audit, clock
from osnowa.workshops.models import Enrolment
from tests.factories.learning import CycleTestFactory
from tests.workshops.conftest import Scene, enrol_people, scene, sign_in  # noqa: F401  the same scene


@dataclass
class Tested:
    scene: Scene
    test: CycleTest

    @property
    def cycle(self):
        return self.scene.cycle

    def person(self, number: int = 1) -> Enrolment:
        return Enrolment.objects.select_related("cycle__programme", "person").get(
            cycle=self.cycle, number=number
        )

    def before(self):
        """The clock a day before the first session."""
        return clock.at(self.scene.sessions[0].starts_at - dt.timedelta(days=1))

    def after(self, days: int = 1):
        """The clock so many days after the last session."""
        return clock.at(self.scene.sessions[-1].ends_at + dt.timedelta(days=days))

    def take(self, number: int, moment: str, right: int, **more) -> Sitting:
        """A whole test with so many right answers of three; the rest "I don't know"."""
        when = self.before() if moment == "before" else self.after()
        with when:
            return enter_test(
                self.person(number),
                moment,
                dict.fromkeys(range(1, right + 1), "b"),
                is_on_paper=False,
                by=audit.PARTICIPANT,
                **more,
            )


@pytest.fixture
def tested(scene) -> Tested:  # noqa: F811
    return Tested(scene, CycleTestFactory(cycle=scene.cycle))


@pytest.fixture
def many(tested) -> Tested:
    """Twelve people."""
    enrol_people(tested.cycle, 9, after=3)
    return tested
