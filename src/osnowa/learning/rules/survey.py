"""The survey after a cycle: few questions, no names."""

FEWEST_ANSWERS = 5  # before: "after five answers"; a single voice must not be recognised
SCALES = ("useful", "clear", "pace", "recommend")
COMMENTS = ("liked", "improve")
MOST_LETTERS = 1000


def may_be_shown(answers: int) -> bool:
    return answers >= FEWEST_ANSWERS


def mean(values: list[int]) -> float | None:
    return sum(values) / len(values) if values else None
