"""Tools in organisations, consultations, hours of volunteers."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from osnowa.support.models import Adoption, AdoptionStage, Consultation, Stage, WorkLog
from tests.factories.people import AccountFactory, OrganisationFactory, PersonFactory
from tests.factories.programme import ProgrammeFactory

MAY_10 = dt.date(2017, 5, 10)


class AdoptionFactory(DjangoModelFactory):
    """A tool with its first stage row, so that `stage` says what the rows say."""

    class Meta:
        model = Adoption
        skip_postgeneration_save = True

    programme = factory.SubFactory(ProgrammeFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    tool_name = factory.Sequence(lambda n: f"Nextcloud {n}")
    purpose = "Wspólne pliki zarządu zamiast załączników"
    owner = factory.SubFactory(PersonFactory)
    stage = Stage.CONSIDERED
    stage_on = MAY_10

    @factory.post_generation
    def rows(self, create, extracted, **kwargs):
        if create:
            AdoptionStageFactory(adoption=self, stage=self.stage, happened_on=self.stage_on)


class AdoptionStageFactory(DjangoModelFactory):
    class Meta:
        model = AdoptionStage

    adoption = factory.SubFactory(AdoptionFactory)
    stage = Stage.CONSIDERED
    happened_on = MAY_10


class ConsultationFactory(DjangoModelFactory):
    class Meta:
        model = Consultation

    programme = factory.SubFactory(ProgrammeFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    mentor = factory.SubFactory(AccountFactory)
    person = factory.SubFactory(PersonFactory)
    held_on = MAY_10
    minutes = 90
    form = Consultation.Form.IN_PERSON
    topic = "Wybór narzędzia do wspólnych plików"
    agreed = "Próba do końca maja."


class WorkLogFactory(DjangoModelFactory):
    class Meta:
        model = WorkLog

    programme = factory.SubFactory(ProgrammeFactory)
    volunteer = factory.SubFactory(AccountFactory)
    person = factory.SubFactory(PersonFactory)
    done_on = MAY_10
    minutes = 120
    what = "Plakat na piknik"
