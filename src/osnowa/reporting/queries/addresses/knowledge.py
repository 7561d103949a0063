"""Where facts of knowledge stand."""

from osnowa.reporting.queries.addresses.shapes import Finder

FINDERS: dict[str, Finder] = {}
