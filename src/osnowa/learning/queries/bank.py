"""Reading the bank of questions and the frameworks of competences."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from osnowa.learning.models import Competence, Framework, Item, Reply, Theme
from osnowa.learning.rules import ready_made
from osnowa.learning.rules import tests as rules
from osnowa.programme.models import Programme


def themes_of(programme: Programme) -> QuerySet[Theme]:
    """Themes with `questions` (asked today), `in_a`, `in_b` and `scales`."""
    living = Q(items__retired_at__isnull=True)
    return Theme.objects.filter(programme=programme).annotate(
        questions=Count("items", filter=living, distinct=True),
        in_a=Count("items", filter=living & Q(items__form__contains="A"), distinct=True),
        in_b=Count("items", filter=living & Q(items__form__contains="B"), distinct=True),
        scales=Count("items", filter=living & Q(items__kind=Item.Kind.SCALE), distinct=True),
        in_use=Count("cycle_tests", distinct=True),
    )


def items_of(theme: Theme) -> QuerySet[Item]:
    """The questions asked today, in order, with `was_asked`."""
    return (
        Item.objects.filter(theme=theme, retired_at__isnull=True)
        .select_related("competence__framework")
        .annotate(was_asked=Exists(Reply.objects.filter(item=OuterRef("pk"))))
        .order_by("position", "pk")
    )


def retired_of(theme: Theme) -> QuerySet[Item]:
    """Questions of which no version is asked any more."""
    alive = Item.objects.filter(theme=theme, key=OuterRef("key"), retired_at__isnull=True)
    newer = Item.objects.filter(theme=theme, key=OuterRef("key"), version__gt=OuterRef("version"))
    return (
        Item.objects.filter(theme=theme, retired_at__isnull=False)
        .exclude(Exists(alive))
        .exclude(Exists(newer))
        .order_by("position", "pk")
    )


def versions_of(item: Item) -> QuerySet[Item]:
    """All versions of a question, newest first."""
    return Item.objects.filter(theme=item.theme_id, key=item.key).order_by("-version")


def frameworks_for(programme: Programme) -> QuerySet[Framework]:
    """The shared ones and the programme's own, with their competences in order."""
    return Framework.objects.filter(Q(programme=programme) | Q(programme__isnull=True)).prefetch_related(
        Prefetch("competences", queryset=Competence.objects.select_related("area").order_by("position"))
    )


def competences_for(programme: Programme) -> QuerySet[Competence]:
    """What a question can be about: competences that no other lies in."""
    return (
        Competence.objects.filter(Q(framework__programme=programme) | Q(framework__programme__isnull=True))
        .filter(competences__isnull=True)
        .select_related("framework")
        .order_by("framework__name", "framework__version", "position")
    )


def ready_made_missing(programme: Programme) -> int:
    """How many ready-made questions the programme's bank does not have yet."""
    have = set(Item.objects.filter(theme__programme=programme, version=1).values_list("theme__key", "key"))
    return sum(
        (theme.key, question.key) not in have for theme in ready_made.themes() for question in theme.questions
    )


@dataclass(frozen=True)
class Usable:
    """Can a theme be tested? `why`: an empty word, "empty_form", "unequal" or "too_long"."""

    theme: Theme
    minutes: int
    why: str = ""


def usable(theme: Theme) -> Usable:
    """For a row of `themes_of`, without a query."""
    in_a, in_b, scales = theme.in_a, theme.in_b, theme.scales  # type: ignore[attr-defined]
    questions = max(in_a, in_b)
    minutes = rules.minutes(max(questions - scales, 0), scales)
    if in_a <= scales or in_b <= scales:
        return Usable(theme, minutes, "empty_form")
    if in_a != in_b:
        return Usable(theme, minutes, "unequal")
    return Usable(theme, minutes, "too_long" if minutes > rules.LONGEST_MINUTES else "")
