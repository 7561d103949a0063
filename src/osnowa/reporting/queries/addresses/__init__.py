"""From a fact to the page where it stands: source kind -> the addresses of so many of its things, in one question."""

from osnowa.reporting.queries.addresses import (
    cooperation,
    coworking,
    knowledge,
    learning,
    newsletter,
    spreading,
    support,
    workshops,
)
from osnowa.reporting.queries.addresses.shapes import Finder

ADDRESSES: dict[str, Finder] = {
    **workshops.FINDERS,
    **learning.FINDERS,
    **support.FINDERS,
    **coworking.FINDERS,
    **knowledge.FINDERS,
    **cooperation.FINDERS,
    **newsletter.FINDERS,
    **spreading.FINDERS,
}
