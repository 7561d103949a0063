"""Reading materials of sessions: by who may see them."""

from collections import defaultdict

from osnowa.workshops.models import Cycle, Enrolment, Material, Session

Access = Material.Access


def public_materials(cycle: Cycle) -> dict[int, list[Material]]:
    """Session id -> what everybody may see, of sessions that are not called off. One query."""
    return _by_session(cycle, [Access.PUBLIC])


def materials_for(enrolment: Enrolment) -> dict[int, list[Material]]:
    """Session id -> what the person may see: everything with a place, else what is public. One query."""
    placed = enrolment.state == Enrolment.State.PLACED
    return _by_session(enrolment.cycle, list(Access) if placed else [Access.PUBLIC])


def all_materials(session: Session) -> list[Material]:
    """What the team sees of a session."""
    return list(session.materials.select_related("added_by"))


def public_material(programme_slug: str, cycle_slug: str, pk: int) -> Material | None:
    """One that everybody may see, of a published cycle of a public programme."""
    return Material.objects.filter(
        pk=pk,
        access=Access.PUBLIC,
        session__cancelled_at__isnull=True,
        session__cycle__slug=cycle_slug,
        session__cycle__is_published=True,
        session__cycle__programme__slug=programme_slug,
        session__cycle__programme__is_public=True,
    ).first()


def material_for(enrolment: Enrolment, pk: int) -> Material | None:
    """One that the person may see."""
    found = Material.objects.filter(
        pk=pk, session__cycle=enrolment.cycle_id, session__cancelled_at__isnull=True
    ).first()
    placed = enrolment.state == Enrolment.State.PLACED
    return found if found is not None and (placed or found.access == Access.PUBLIC) else None


def _by_session(cycle: Cycle, access: list[str]) -> dict[int, list[Material]]:
    found: dict[int, list[Material]] = defaultdict(list)
    rows = Material.objects.filter(
        session__cycle=cycle, session__cancelled_at__isnull=True, access__in=access
    )
    for material in rows:
        found[material.session_id].append(material)
    return dict(found)
