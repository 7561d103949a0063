from osnowa.portal.rules.erasure import Reason
from osnowa.portal.rules.small_groups import FEWEST_PEOPLE, Part, protected

__all__ = ["FEWEST_PEOPLE", "Part", "Reason", "protected"]
