"""Import: imported, updated, unchanged; the team's own data stand; the command and its exit code."""

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine
from osnowa.people import actions
from osnowa.people.models import Identifier, LegalForm, Organisation, RegisterAnswer
from osnowa.people.registers import krs
from tests.factories.people import IdentifierFactory, OrganisationFactory
from tests.people.test_krs import REAL, answer

pytestmark = pytest.mark.django_db
NIP, REGON = "6891178090", "371091972"


def record(**about):
    stated = about.pop("stated", None)
    given = answer(**about)
    if stated:
        given["odpis"]["naglowekA"] |= {"stanZDnia": stated, "dataOstatniegoWpisu": stated}
    return krs.parse(given)


def take(made, **kwargs):
    return actions.import_register_answer(made, by=None, **kwargs)


def test_new_number_is_imported_with_its_identifiers():
    done = take(record(identyfikatory={"nip": NIP, "regon": f"{REGON}00000"}))
    organisation = done.organisation
    assert (done.outcome, organisation.name, organisation.legal_form) == (
        "imported",
        "Łąka",
        LegalForm.ASSOCIATION,
    )
    numbers = list(organisation.identifiers.values_list("kind", "value"))
    assert numbers == [("krs", "0000999111"), ("nip", NIP), ("regon", REGON)]
    assert organisation.confirmed_at is not None
    assert [s.since_on for s in organisation.stages.all()] == [dt.date(2002, 3, 4)]


def test_same_answer_again_is_unchanged_even_when_printed_later():
    take(record())
    again = record()
    printed_later = answer()
    printed_later["odpis"]["naglowekA"] |= {
        "stanZDnia": "01.03.2026",
        "dataCzasOdpisu": "01.03.2026 09:00:00",
    }
    assert [take(again).outcome, take(krs.parse(printed_later)).outcome] == ["unchanged", "unchanged"]
    assert RegisterAnswer.objects.get().stated_on == dt.date(2026, 3, 1)
    assert AuditLine.objects.filter(deed="people.register_answer_imported").count() == 1


def test_changed_answer_updates_and_the_audit_line_tells_the_difference():
    take(record())
    done = take(record(nazwa="PASIEKA", stated="01.03.2025"))
    assert (done.outcome, done.changed, done.organisation.name) == ("updated", ("name",), "Pasieka")
    line = AuditLine.objects.filter(deed="people.register_answer_imported").first()
    assert line.detail["changed"] == {"name": ["Łąka", "Pasieka"]}
    assert [s.name for s in done.organisation.stages.all()] == ["Łąka", "Pasieka"]


def test_answer_older_than_the_known_one_is_kept_and_changes_nothing():
    take(record(stated="01.03.2025"))
    done = take(record(nazwa="DAWNA ŁĄKA", stated="01.03.2020"))
    assert done.organisation.name == "Łąka"
    assert RegisterAnswer.objects.count() == 2


def test_liquidation_is_seen():
    take(record())
    done = take(record(nazwa='"ŁĄKA" W LIKWIDACJI', stated="01.03.2025"))
    assert (done.changed, done.organisation.in_liquidation, done.organisation.name) == (
        ("in_liquidation",),
        True,
        "Łąka",
    )


def test_teams_own_contact_data_are_never_overwritten():
    organisation = take(record()).organisation
    actions.change_organisation(
        organisation,
        email="biuro@laka.example",
        phone="85 000",
        contact_name="Łucja",
        contact_phone="600",
        website="https://laka.example",
        by=None,
    )
    seat = {"adresPocztyElektronicznej": "INNY@LAKA.PL", "adresStronyInternetowej": "WWW.INNA.PL"}
    kept = take(record(seat=seat, stated="01.03.2025")).organisation
    assert (kept.email, kept.phone, kept.contact_name, kept.website) == (
        "biuro@laka.example",
        "85 000",
        "Łucja",
        "https://laka.example",
    )


def test_address_that_came_from_the_register_follows_the_register():
    take(record(seat={"adresPocztyElektronicznej": "STARY@LAKA.PL"}))
    done = take(record(seat={"adresPocztyElektronicznej": "NOWY@LAKA.PL"}, stated="01.03.2025"))
    assert done.organisation.email == "nowy@laka.pl"


def test_teams_better_spelling_of_the_name_stands():
    organisation = take(record(nazwa="POWERLABS")).organisation
    actions.change_organisation(organisation, name="PowerLabs", by=None)
    done = take(record(nazwa="POWERLABS", stated="01.03.2025", czyPosiadaStatusOPP=True))
    assert (done.organisation.name, done.changed) == ("PowerLabs", ("public_benefit",))


def test_what_the_register_did_not_change_leaves_the_teams_correction_alone():
    organisation = take(record(seat={"siedziba": {"miejscowosc": "ŁĄKA"}})).organisation
    actions.change_organisation(organisation, town="Łąka Mała", by=None)
    done = take(
        record(seat={"siedziba": {"miejscowosc": "ŁĄKA"}}, czyPosiadaStatusOPP=True, stated="01.03.2025")
    )
    assert done.organisation.town == "Łąka Mała"


def test_organisation_known_by_its_nip_gets_the_krs_number():
    known = IdentifierFactory(kind="nip", value=NIP).organisation
    done = take(record(identyfikatory={"nip": NIP}))
    assert (done.outcome, done.organisation) == ("updated", known)
    assert set(known.identifiers.values_list("kind", flat=True)) == {"krs", "nip"}


def test_number_of_another_organisation_is_left_to_it_and_noted():
    other = IdentifierFactory(kind="nip", value=NIP).organisation
    IdentifierFactory(organisation=other, value="0000123123")
    done = take(record(identyfikatory={"nip": NIP}))
    assert (done.outcome, done.notes) == ("imported", ("nip_taken",))
    assert Identifier.objects.get(kind="nip").organisation == other


def test_import_into_a_named_organisation_completes_it():
    typed = OrganisationFactory(name="laka", legal_form=LegalForm.UNKNOWN, confirmed_at=None)
    done = take(record(), into=typed)
    assert (done.organisation.pk, done.organisation.legal_form) == (typed.pk, LegalForm.ASSOCIATION)
    assert done.organisation.confirmed_at is not None


def test_import_into_an_organisation_with_another_number_is_refused():
    for organisation, code in (
        (IdentifierFactory(value="0000123123").organisation, "other_number"),
        (OrganisationFactory(), "taken"),
    ):
        if code == "taken":
            take(record())
        with pytest.raises(RuleBroken) as refused:
            take(record(), into=organisation)
        assert refused.value.code == code


def test_import_after_a_merge_finds_the_kept_one():
    kept, absorbed = OrganisationFactory(), take(record()).organisation
    actions.merge_organisations(kept, absorbed, by=None)
    assert take(record()).outcome == "unchanged"
    assert take(record(czyPosiadaStatusOPP=True, stated="01.03.2026")).organisation == kept


def run(*args):
    out, err = StringIO(), StringIO()
    try:
        call_command("import-krs", *args, stdout=out, stderr=err)
    except SystemExit as ended:
        return ended.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_command_imports_the_real_answers_once(shared_data):
    files = [str(f) for f in sorted((shared_data / "krs").glob("*.json"))]
    first = run(*files, "--json")
    second = run(*files, "--json")
    assert (first[0], json.loads(first[1])) == (
        0,
        {"imported": len(REAL), "updated": 0, "unchanged": 0, "failed": []},
    )
    assert (second[0], json.loads(second[1])) == (
        0,
        {"imported": 0, "updated": 0, "unchanged": len(REAL), "failed": []},
    )
    assert Organisation.objects.filter(in_liquidation=True).count() == 3
    assert RegisterAnswer.objects.filter(payload__icontains="pesel").count() == 0


def test_command_names_the_broken_file_and_imports_the_others(tmp_path):
    (tmp_path / "dobry.json").write_text(json.dumps(answer()))
    (tmp_path / "urwany.json").write_text(json.dumps(answer())[:100])
    (tmp_path / "pusty.json").write_text("")
    files = [str(tmp_path / name) for name in ("urwany.json", "pusty.json", "dobry.json", "nie-ma.json")]
    code, out, _err = run(*files, "--json")
    told = json.loads(out)
    assert (code, told["imported"]) == (1, 1)
    assert [failure["file"] for failure in told["failed"]] == [files[0], files[1], files[3]]
    assert all(failure["reason"] for failure in told["failed"])


def test_command_in_words_names_failures_on_the_error_stream(tmp_path):
    (tmp_path / "pusty.json").write_text("")
    code, out, err = run(str(tmp_path / "pusty.json"))
    assert (code, out) == (1, "imported 0, updated 0, unchanged 0, failed 1\n")
    assert err.startswith(str(tmp_path / "pusty.json"))


def test_command_without_files_says_what_it_wants():
    with pytest.raises(CommandError):
        call_command("import-krs")
