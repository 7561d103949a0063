"""One factory per model of learning. Questions are about a framework of one competence."""

import factory
from factory.django import DjangoModelFactory

from osnowa.learning.models import (
    Competence,
    CycleTest,
    Framework,
    Invitation,
    Item,
    Reply,
    Sitting,
    SurveyAnswer,
    SurveyTicket,
    Theme,
)
from osnowa.lib import clock
from tests.factories.programme import ProgrammeFactory
from tests.factories.workshops import CycleFactory, EnrolmentFactory


class FrameworkFactory(DjangoModelFactory[Framework]):
    """Shared by all programmes, levels 1 to 8; `programme=...` makes it a programme's own."""

    class Meta:
        model = Framework

    name = "Rama próbna"
    version = factory.Sequence(lambda n: f"{n}.0")
    levels = factory.LazyFunction(
        lambda: [
            {"number": number, "pl": f"poziom {number}", "en": f"level {number}"} for number in range(1, 9)
        ]
    )


class CompetenceFactory(DjangoModelFactory[Competence]):
    class Meta:
        model = Competence

    framework = factory.SubFactory(FrameworkFactory)
    position = factory.LazyAttribute(lambda one: one.framework.competences.count())
    code = factory.LazyAttribute(lambda one: f"1.{one.position + 1}")
    name_pl = "Współpraca"
    name_en = "Collaborating"


class ThemeFactory(DjangoModelFactory[Theme]):
    class Meta:
        model = Theme

    programme = factory.SubFactory(ProgrammeFactory)
    key = factory.Sequence(lambda n: f"temat-{n}")
    name_pl = factory.Sequence(lambda n: f"Temat {n}")
    name_en = factory.Sequence(lambda n: f"Theme {n}")


class ItemFactory(DjangoModelFactory[Item]):
    """A choice whose right answer is "b", in form A; `kind="scale"` needs `correct=""`."""

    class Meta:
        model = Item

    theme = factory.SubFactory(ThemeFactory)
    key = factory.Sequence(lambda n: f"pytanie-{n}")
    kind = Item.Kind.CHOICE
    form = Item.Form.A
    competence = factory.SubFactory(CompetenceFactory)
    level = 3
    position = factory.LazyAttribute(lambda item: item.theme.items.count())
    question_pl = factory.LazyAttribute(lambda item: f"Które jest dobre ({item.key})?")
    question_en = factory.LazyAttribute(lambda item: f"Which one is right ({item.key})?")
    options_pl = factory.LazyAttribute(
        lambda item: ["złe", "dobre", "też złe"] if item.kind == "choice" else []
    )
    options_en = factory.LazyAttribute(
        lambda item: ["wrong", "right", "wrong too"] if item.kind == "choice" else []
    )
    correct = "b"
    explanation_pl = "Bo tak jest."
    explanation_en = "Because it is so."


class CycleTestFactory(DjangoModelFactory[CycleTest]):
    """`questions=3`: how many in each form, all of one competence, with levels 1, 2, 3 ..."""

    class Meta:
        model = CycleTest
        skip_postgeneration_save = True

    cycle = factory.SubFactory(CycleFactory)
    theme = factory.LazyAttribute(lambda test: ThemeFactory(programme=test.cycle.programme))

    @factory.post_generation
    def questions(self, create: bool, extracted: int | None, **kwargs: object) -> None:
        if not create:
            return
        competence = CompetenceFactory()
        for level in range(1, (3 if extracted is None else extracted) + 1):
            for form in "AB":
                ItemFactory(theme=self.theme, form=form, competence=competence, level=level)


class SittingFactory(DjangoModelFactory[Sitting]):
    class Meta:
        model = Sitting

    enrolment = factory.SubFactory(EnrolmentFactory)
    moment = Sitting.Moment.BEFORE
    form = "A"
    started_at = factory.LazyFunction(clock.now)


class ReplyFactory(DjangoModelFactory[Reply]):
    class Meta:
        model = Reply

    sitting = factory.SubFactory(SittingFactory)
    item = factory.SubFactory(ItemFactory)
    position = factory.LazyAttribute(lambda reply: reply.sitting.replies.count() + 1)


class InvitationFactory(DjangoModelFactory[Invitation]):
    class Meta:
        model = Invitation

    enrolment = factory.SubFactory(EnrolmentFactory)
    kind = Invitation.Kind.BEFORE


class SurveyTicketFactory(DjangoModelFactory[SurveyTicket]):
    class Meta:
        model = SurveyTicket

    enrolment = factory.SubFactory(EnrolmentFactory)


class SurveyAnswerFactory(DjangoModelFactory[SurveyAnswer]):
    class Meta:
        model = SurveyAnswer

    cycle = factory.SubFactory(CycleFactory)
    useful, clear, pace, recommend = 5, 4, 3, 5
    liked = "Ćwiczenia"
