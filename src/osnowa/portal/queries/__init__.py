from osnowa.portal.queries.account import leads_anything, needs_second_factor, roles_of_account
from osnowa.portal.queries.demonstration import Door, doors, outbox

__all__ = ["Door", "doors", "leads_anything", "needs_second_factor", "outbox", "roles_of_account"]
