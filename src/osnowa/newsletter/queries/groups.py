"""Whom an issue can be sent to."""

from osnowa.newsletter.models import Issue, MailingList, Segment
from osnowa.newsletter.queries.readers import addressees, addressees_of
from osnowa.programme.models import Programme


def readers_count(issue: Issue) -> int:
    """How many would get it now."""
    return addressees_of(issue).count()


def groups_of(programme: Programme | None) -> list[tuple[MailingList | Segment | None, int]]:
    """Everybody, then the lists and saved groups of the programme and of all, each with its number of readers now."""
    lists = MailingList.objects.filter(closed_at__isnull=True)
    segments = Segment.objects.all()
    if programme is not None:
        lists = lists.filter(programme=programme) | lists.filter(programme__isnull=True)
        segments = segments.filter(programme=programme) | segments.filter(programme__isnull=True)
    groups: list[MailingList | Segment] = [*lists, *segments]
    everybody = addressees_of(Issue(programme=programme)).count()
    return [(None, everybody), *((group, addressees(group).count()) for group in groups)]
