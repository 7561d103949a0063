"""The starter library: one editor loads it before the programme begins, the other one reads three texts a day."""

import datetime as dt
from functools import partial

from osnowa.knowledge.actions import approve_text, load_library
from osnowa.knowledge.models import Submission
from osnowa.lib import clock
from osnowa.portal.demonstration.calendar import DAY, next_working_day
from osnowa.portal.demonstration.names import EDITOR, SECOND_EDITOR
from osnowa.portal.demonstration.story.scene import MINUTE, Scene

A_DAY = 3  # texts that a tired person reads with care


def plan_library(scene: Scene) -> None:
    scene.timeline.at(scene.setup_at + MINUTE * 110, partial(_load, scene))


def _load(scene: Scene) -> None:
    day = clock.today()
    for number, submission in enumerate(load_library(by=scene.account(EDITOR))):
        if number % A_DAY == 0:
            day = next_working_day(day + DAY)
        at = clock.moment(day, dt.time(16, 20 * (number % A_DAY)))
        scene.timeline.at(at, partial(_approve, scene, submission))


def _approve(scene: Scene, submission: Submission) -> None:
    approve_text(submission, by=scene.account(SECOND_EDITOR))
