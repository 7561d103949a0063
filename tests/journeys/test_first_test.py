"""A first test on a phone of 390 px, in a real browser without JavaScript: from the own page to thanks."""

import pytest

from osnowa.learning.models import Sitting
from tests.factories.learning import CycleTestFactory
from tests.factories.programme import ProgrammeFactory
from tests.factories.workshops import CycleFactory, EnrolmentFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def enrolment(transactional_db):
    cycle = CycleFactory(programme=ProgrammeFactory(slug="wiedza"))
    CycleTestFactory(cycle=cycle)
    return EnrolmentFactory(cycle=cycle, number=1)


def test_first_test_on_a_phone(chromium, site, enrolment):
    phone = chromium.new_context(
        viewport={"width": 390, "height": 844}, locale="pl-PL", has_touch=True, java_script_enabled=False
    )
    page = phone.new_page()
    page.goto(f"{site}/zgloszenie/{enrolment.token}/")
    page.get_by_role("link", name="Krótki test przed cyklem").first.click()
    page.get_by_role("button", name="Zacznij test").click()

    page.get_by_role("button", name="Zapisz i dalej").click()
    page.get_by_text("Wybierz odpowiedź").first.wait_for()
    page.get_by_label("B. dobre").or_(page.get_by_label("dobre", exact=True)).check()
    page.get_by_role("button", name="Zapisz i dalej").click()

    page.get_by_label("Nie wiem").check()
    page.get_by_role("button", name="Zapisz i dalej").click()
    page.get_by_role("link", name="Poprzednie pytanie").click()
    page.get_by_role("radio", name="Nie wiem", checked=True).wait_for()
    page.get_by_role("button", name="Zapisz i dalej").click()

    page.goto(f"{site}/zgloszenie/{enrolment.token}/test/przed/")
    page.get_by_role("link", name="Wróć do testu").click()
    page.get_by_label("też złe").check()
    page.get_by_role("button", name="Zapisz i zakończ").click()

    page.get_by_role("heading", name="Dziękujemy, test zakończony").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    sitting = Sitting.objects.get()
    assert list(sitting.replies.values_list("given", flat=True)) == ["b", "dont_know", "c"]
    phone.close()
