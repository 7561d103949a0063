"""Many certificates at once: some now, the rest by the worker; looked at before; taken away in one file."""

import io
import zipfile

import pytest
from django.urls import reverse

from osnowa.lib.models import OutgoingMail
from osnowa.workshops.actions import certificates as actions
from osnowa.workshops.clock import issue_the_rest
from osnowa.workshops.models import Attendance, Certificate, CertificateBatch
from osnowa.workshops.queries.certificates import candidates
from tests.factories.workshops import AttendanceFactory
from tests.workshops.conftest import enrol_people, sign_in


@pytest.fixture
def few_at_once(monkeypatch):
    monkeypatch.setattr(actions, "AT_ONCE", 2)


@pytest.fixture
def due(finished):
    """Five more people were there all the time, and nobody has issued their certificates."""
    finished.cycle.capacity = 20
    finished.cycle.save()
    for enrolment in enrol_people(finished.cycle, 3, after=3):
        for session in finished.sessions:
            AttendanceFactory(enrolment=enrolment, session=session, mark=Attendance.Mark.PRESENT)
    return finished


def at(name, scene, *more):
    return reverse(f"workshops:{name}", args=[scene.programme.slug, scene.cycle.number, *more])


@pytest.mark.django_db
class TestBatch:
    def test_first_some_then_the_worker_the_rest(self, due, few_at_once):
        before = Certificate.objects.count()
        assert len(actions.issue_certificates(due.cycle, by=due.alice)) == 2
        batch = CertificateBatch.objects.get()
        assert (batch.total, batch.done, batch.finished_at) == (3, 2, None)
        issue_the_rest()
        batch.refresh_from_db()
        assert (batch.total, batch.done) == (3, 3)
        assert batch.finished_at is not None
        assert Certificate.objects.count() == before + 3
        assert list(Certificate.objects.order_by("sequence").values_list("sequence", flat=True)) == list(
            range(1, before + 4)
        )
        letters = OutgoingMail.objects.filter(template="workshops/certificate_issued")
        assert letters.values("about_id").distinct().count() == letters.count() == before + 3

    def test_a_second_click_starts_nothing_and_a_finished_one_does_nothing(self, due, few_at_once):
        actions.issue_certificates(due.cycle, by=due.alice)
        assert actions.issue_certificates(due.cycle, by=due.alice) == []
        assert CertificateBatch.objects.count() == 1
        issue_the_rest()
        assert actions.continue_batch(CertificateBatch.objects.get()) == 0
        assert not any(one.is_due for one in candidates(due.cycle))

    def test_page_tells_how_far_it_is(self, due, few_at_once, client):
        sign_in(client, due.alice)
        client.post(at("certificates_issue", due))
        said = client.get(at("certificates", due)).content.decode()
        assert "Wydajemy zaświadczenia" in said
        assert "2 z\xa03" in said
        issue_the_rest()
        assert "Wydajemy zaświadczenia" not in client.get(at("certificates", due)).content.decode()


@pytest.mark.django_db
class TestPreview:
    def test_shows_the_paper_and_issues_nothing(self, due, client):
        before = Certificate.objects.count()
        sign_in(client, due.alice)
        assert "Podgląd" in client.get(at("certificates", due)).content.decode()
        answer = client.get(at("certificate_preview", due, due.cycle.enrolments.last().number))
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")
        assert Certificate.objects.count() == before

    def test_of_nobody_is_404(self, due, client):
        assert sign_in(client, due.alice).get(at("certificate_preview", due, 999)).status_code == 404


@pytest.mark.django_db
def test_all_valid_papers_in_one_file(finished, client):
    sign_in(client, finished.alice)
    actions.revoke_certificate(Certificate.objects.first(), "mistake", by=finished.alice)
    answer = client.get(at("certificates_zip", finished))
    folder = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    valid = Certificate.objects.filter(revoked_at=None)
    assert folder.namelist() == [f"{one.number.replace('/', '-')}.pdf" for one in valid]
    assert folder.testzip() is None
    assert folder.read(folder.namelist()[0]).startswith(b"%PDF")


@pytest.mark.django_db
def test_issued_anew_in_the_other_language(finished, client):
    old = Certificate.objects.first()
    sign_in(client, finished.alice).post(
        at("certificate_reissue", finished, old.sequence), {"language": "en"}
    )
    new = Certificate.objects.get(replaces=old)
    assert (old.language, new.language) == ("pl", "en")
    assert client.get(at("certificate_pdf", finished, new.sequence)).content.startswith(b"%PDF")
