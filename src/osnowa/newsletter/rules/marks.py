"""What stands in an issue's copy where each reader's own words come. Nothing that a person would type.

Capitals, digits and hyphens only: the same in a text, in HTML, in an address and in quoted-printable.
"""

import re

NAME = "OSNOWA-MARK-4F7K-NAME"
LEAVE = "OSNOWA-MARK-4F7K-LEAVE"
CHOOSE = "OSNOWA-MARK-4F7K-CHOOSE"
MARKS = (NAME, LEAVE, CHOOSE)
_ANY = re.compile("|".join(MARKS))


def split(text: str) -> list[str]:
    """Words and marks in their order: the places with odd numbers (from 0) are marks."""
    found: list[str] = []
    place = 0
    for match in _ANY.finditer(text):
        found += [text[place : match.start()], match.group()]
        place = match.end()
    return [*found, text[place:]]


def fill(text: str, values: dict[str, str]) -> str:
    """The text with each mark replaced. Raises KeyError where a mark has no value."""
    return _ANY.sub(lambda match: values[match.group()], text)
