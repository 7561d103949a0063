"""The registry, shared by all programmes."""

from tests.architecture.permission_matrix.shapes import (
    KEEPS_REGISTRY,
    MEMBER,
    REGISTRY,
    Row,
)

MEMBERS = frozenset({MEMBER})
ROWS = (
    # people: the registry is shared by all programmes
    Row("people:suggestions"),
    Row("people:organisations", get=REGISTRY),
    Row("people:organisations_csv", get=REGISTRY),
    Row("people:organisation_create", get=KEEPS_REGISTRY, post=KEEPS_REGISTRY),
    Row("people:organisations_to_complete", get=REGISTRY),
    Row("people:memberships_to_settle", get=KEEPS_REGISTRY),
    Row(
        "people:settle_membership",
        "doubtful.pk",
        get=None,
        post=KEEPS_REGISTRY,
        shared=True,
        data=(("organisation", "new"),),
    ),
    Row("people:reopen_membership", "settled.pk", get=None, post=KEEPS_REGISTRY, shared=True),
    Row("people:duplicates", get=KEEPS_REGISTRY),
    Row("people:compare", "organisation.pk twin.pk", get=KEEPS_REGISTRY, shared=True),
    Row("people:tell_apart", "organisation.pk twin.pk", get=None, post=KEEPS_REGISTRY, shared=True),
    Row("people:undo_merge", "merge.pk", get=None, post=KEEPS_REGISTRY, shared=True),
    Row("people:import_register", get=KEEPS_REGISTRY, post=KEEPS_REGISTRY),
    Row("people:organisation", "organisation.pk", get=REGISTRY, shared=True),
    Row(
        "people:organisation_change", "organisation.pk", get=KEEPS_REGISTRY, post=KEEPS_REGISTRY, shared=True
    ),
    Row("people:organisation_registers", "group.pk", get=KEEPS_REGISTRY, post=KEEPS_REGISTRY, shared=True),
    Row("people:organisation_refresh", "organisation.pk", get=None, post=KEEPS_REGISTRY, shared=True),
    Row("people:merge", "organisation.pk twin.pk", get=KEEPS_REGISTRY, post=KEEPS_REGISTRY, shared=True),
    Row("people:public_page", "organisation.pk", get=KEEPS_REGISTRY, post=KEEPS_REGISTRY, shared=True),
    Row("people:public_page_end", "organisation.pk", get=None, post=KEEPS_REGISTRY, shared=True),
    # who speaks for an organisation: the team
    Row("people:requests", get=KEEPS_REGISTRY),
    Row("people:member_confirm", "organisation.pk asking.pk", get=None, post=KEEPS_REGISTRY, shared=True),
    Row(
        "people:member_address",
        "organisation.pk asking.pk",
        get=KEEPS_REGISTRY,
        post=KEEPS_REGISTRY,
        shared=True,
    ),
    Row("people:member_refuse", "organisation.pk asking.pk", get=None, post=KEEPS_REGISTRY, shared=True),
    Row("people:member_end", "organisation.pk asking.pk", get=None, post=KEEPS_REGISTRY, shared=True),
    # and its own members
    Row("people:own_organisation", "organisation.pk", get=MEMBERS),
    Row("people:own_contact", "organisation.pk", get=MEMBERS, post=MEMBERS),
    Row("people:own_public_page", "organisation.pk", get=MEMBERS, post=MEMBERS),
    Row("people:own_public_page_end", "organisation.pk", get=None, post=MEMBERS),
    Row("people:own_confirm", "organisation.pk asking.pk", get=None, post=MEMBERS),
    Row("people:own_refuse", "organisation.pk asking.pk", get=None, post=MEMBERS),
    Row("people:own_leave", "organisation.pk own_membership.pk", get=None, post=MEMBERS),
)
