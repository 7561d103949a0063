"""What a form hands over: the questions asked, and what was answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Answers:
    """`questions`: those of the form, in order.

    `given`: question id -> value as `Answer.value` says, or an upload for a file.
    A question that was hidden or left empty is not in it.
    """

    questions: tuple[Any, ...] = ()
    given: Mapping[int, Any] = field(default_factory=dict)


NO_ANSWERS = Answers()
