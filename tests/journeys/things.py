"""One of everything that the demonstration has: what the walks over every page look at."""

from osnowa.lib.models import OutgoingMail
from osnowa.people.models import Membership, Organisation
from osnowa.portal.queries import sign_data_link
from osnowa.programme.models import Programme, Role, TeamMember
from osnowa.support.models import Consultation, WorkLog
from osnowa.workshops.models import Certificate, Cycle, Session
from tests.architecture.permission_matrix import MAKERS
from tests.architecture.permission_matrix.shapes import MEMBER, MENTOR, VOLUNTEER


class Things:
    """One of everything that the demonstration has, by the names that the permission matrix uses."""

    def __init__(self):
        self.programme = Programme.objects.get(slug="wiedza-wspolpraca-rozwoj")
        certificate = (
            Certificate.objects.filter(programme=self.programme).select_related("enrolment__cycle").first()
        )
        self.certificate = certificate
        self.cycle = certificate.enrolment.cycle
        self.enrolment = certificate.enrolment
        self.person = certificate.enrolment.person
        self.data_link = sign_data_link(self.person)
        self.session = Session.objects.filter(cycle=self.cycle).first()
        self.activity = self.programme.activities.first()
        self.indicator = self.programme.indicators.first()
        self.report = self.programme.reports.filter(state="submitted").first()
        self.draft = self.programme.reports.filter(state="draft").first()
        self.figure = self.report.figures.first()
        self.member = TeamMember.objects.filter(programme=self.programme, role=Role.TRAINER).first()
        self.evaluator = TeamMember.objects.filter(programme=self.programme, role=Role.EVALUATOR).first()
        self.mail = OutgoingMail.objects.exclude(html="").first()
        living = Organisation.objects.filter(merged_into=None).order_by("pk")
        membership = (
            Membership.objects.filter(confirmed_at__isnull=False, organisation__merged_into=None)
            .exclude(organisation__legal_form="informal")
            .select_related("organisation", "person__account")
            .earliest("confirmed_at", "pk")
        )
        self.organisation = membership.organisation
        self.asking = Membership.objects.filter(organisation=self.organisation).first()
        self.member_account = membership.person.account
        self.twin = living.exclude(pk=self.organisation.pk).exclude(legal_form="informal").first()
        self.group = living.filter(legal_form="informal").first()
        self.doubtful = Membership.objects.filter(match="doubtful").first()
        self.role = "coordinator"
        self.zero = 0
        for maker in MAKERS:
            vars(self).update(maker.found(self))
        self.own_consultation = (
            Consultation.objects.filter(programme=self.programme, state__in=Consultation.OPEN)
            .order_by("pk")
            .first()
        )
        self.own_log = (
            WorkLog.objects.filter(programme=self.programme)
            .exclude(state=WorkLog.State.APPROVED)
            .order_by("pk")
            .first()
        )

    def account_of(self, who):
        """Whose eyes these are: the mentor and the volunteer have something that is still open."""
        if who == MEMBER:
            return self.member_account
        if who == MENTOR:
            return self.own_consultation.mentor
        if who == VOLUNTEER:
            return self.own_log.volunteer
        return TeamMember.objects.living().filter(programme=self.programme, role=who).first().account

    @property
    def open_cycle(self):
        return Cycle.objects.filter(programme=self.programme, is_published=True).order_by("-number").first()
