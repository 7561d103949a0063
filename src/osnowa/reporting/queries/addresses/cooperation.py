"""Where facts of cooperation stand."""

from osnowa.reporting.queries.addresses.shapes import Finder

FINDERS: dict[str, Finder] = {}
