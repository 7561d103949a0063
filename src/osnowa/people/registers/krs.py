"""Reads one answer of the court register's open interface (OdpisAktualny) into plain values. domain.md 2.4.

People in answers come masked ("K******"); they are cut out before anything is kept. Keys that nobody here knows stay
in the payload.
"""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from osnowa.people.rules import identifiers, mails, spelling

LARGEST = 2_000_000  # bytes; the largest real answer is some 12 kB
DEEPEST = 40


def gettext_noop(message: str) -> str:
    return message


class AnswerFaultyError(Exception):
    """No answer that can be imported. `words` is an English message to translate, filled with `values`."""

    def __init__(self, code: str, words: str, **values: object) -> None:
        super().__init__(words % values if values else words)
        self.code = code
        self.words = words
        self.values = values

    def told(self, translate: Callable[[str], str]) -> str:
        """The reason in the reader's language; `translate` is gettext."""
        return translate(self.words) % self.values if self.values else translate(self.words)


def too_large() -> AnswerFaultyError:
    return AnswerFaultyError(
        "too_large", gettext_noop("The file is larger than any answer of the register (2 MB).")
    )


@dataclass(frozen=True)
class RegisterRecord:
    """What the register says of one organisation, in readable words. Empty string: the register does not say."""

    krs: str
    register: str
    name: str
    form_in_register: str
    legal_form: str
    regon: str = ""
    nip: str = ""
    in_liquidation: bool = False
    public_benefit: bool = False
    registered_on: dt.date | None = None
    stated_on: dt.date | None = None
    last_entry_on: dt.date | None = None
    voivodeship: str = ""
    county: str = ""
    commune: str = ""
    town: str = ""
    street: str = ""
    postcode: str = ""
    email: str = ""
    website: str = ""
    aims: str = ""
    supervisor: str = ""
    branches: tuple[str, ...] = ()
    notes: tuple[
        str, ...
    ] = ()  # codes of what was put right or left out: "email_in_website", "nip_faulty"...
    checksum: str = ""
    payload: Mapping[str, Any] = field(default_factory=dict)


def read(content: bytes) -> RegisterRecord:
    """Read a file or a body. Raises AnswerFaultyError, which names what is wrong with it."""
    if not content.strip():
        raise AnswerFaultyError(
            "empty",
            gettext_noop("The answer is empty: the register knows no such number, or the file was cut off."),
        )
    if len(content) > LARGEST:
        raise too_large()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise AnswerFaultyError("not_text", gettext_noop("This is not a text file in UTF-8.")) from None
    try:
        answer = json.loads(text, parse_constant=_no_such_number)
    except RecursionError:
        raise AnswerFaultyError(
            "not_json", gettext_noop("This is not an answer of the register: it is nested too deeply.")
        ) from None
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise AnswerFaultyError(
            "not_json",
            gettext_noop("This is not whole JSON: it breaks off or goes wrong in line %(line)s."),
            line=line,
        ) from None
    return parse(answer)


def _no_such_number(word: str) -> None:
    raise ValueError(word)  # NaN and Infinity are no JSON, and PostgreSQL refuses them


def parse(answer: Any) -> RegisterRecord:
    """Turn a decoded answer into a record. Raises AnswerFaultyError for what is not an OdpisAktualny."""
    answer = payload = without_people(answer)
    if not isinstance(answer, dict):
        raise AnswerFaultyError(
            "foreign", gettext_noop("This is JSON, but not an answer of the court register.")
        )
    if "odpis" not in answer and answer.get("status") in (404, "404"):
        raise AnswerFaultyError(
            "not_found", gettext_noop("The register answered that it knows no such number.")
        )
    extract = _dict(answer, "odpis")
    if not extract:
        raise AnswerFaultyError(
            "foreign", gettext_noop("This is JSON, but not an answer of the court register.")
        )
    if str(extract.get("rodzaj", "Aktualny")).strip().casefold() not in ("aktualny", ""):
        raise AnswerFaultyError(
            "full_extract",
            gettext_noop("This is a full extract (OdpisPelny). Fetch the current one (OdpisAktualny)."),
        )
    header = _dict(extract, "naglowekA")
    part_one = _dict(extract, "dane", "dzial1")
    about = _dict(part_one, "danePodmiotu")
    krs = identifiers.normalise(identifiers.KRS, _line(header, "numerKRS"))
    if identifiers.fault(identifiers.KRS, krs) is not None:
        raise AnswerFaultyError("no_number", gettext_noop("The answer carries no KRS number of ten digits."))
    in_capitals = _line(about, "nazwa")
    name = spelling.name(in_capitals)[:300].strip()
    if not name:
        raise AnswerFaultyError("no_name", gettext_noop("The answer carries no name of the organisation."))
    notes: list[str] = []
    email, website = _addresses(_dict(part_one, "siedzibaIAdres"), notes)
    form = _line(about, "formaPrawna")
    seat = _dict(part_one, "siedzibaIAdres", "siedziba")
    address = _dict(part_one, "siedzibaIAdres", "adres")
    town = spelling.place(_line(seat, "miejscowosc") or _line(address, "miejscowosc"))
    numbers = _dict(about, "identyfikatory")
    return RegisterRecord(
        krs=krs,
        register="P" if _line(header, "rejestr").casefold() in ("rejp", "p") else "S",
        name=name,
        form_in_register=form,
        legal_form=legal_form(form, in_capitals, supervisor=_supervisor(part_one)),
        regon=_number(identifiers.REGON, numbers, "regon", notes),
        nip=_number(identifiers.NIP, numbers, "nip", notes),
        in_liquidation=spelling.in_liquidation(in_capitals)
        or bool(_dict(extract, "dane", "dzial6").get("likwidacja")),
        public_benefit=about.get("czyPosiadaStatusOPP") in (True, "true", "TAK", "Tak"),
        registered_on=_day(_line(header, "dataRejestracjiWKRS")),
        stated_on=_day(_line(header, "stanZDnia")) or _day(_line(header, "dataCzasOdpisu")),
        last_entry_on=_day(_line(header, "dataOstatniegoWpisu")),
        voivodeship=_line(seat, "wojewodztwo").lower()[:50],
        county=spelling.place(_line(seat, "powiat"))[:80],
        commune=spelling.place(_line(seat, "gmina"))[:80],
        town=town[:80],
        street=spelling.street(
            _line(address, "ulica"), _line(address, "nrDomu"), _line(address, "nrLokalu"), town=town
        )[:150],
        postcode=_postcode(_line(address, "kodPocztowy")),
        email=email,
        website=website,
        aims=_text(_dict(extract, "dane", "dzial3", "celDzialaniaOrganizacji"), "celDzialania"),
        supervisor=_supervisor(part_one)[:300],
        branches=tuple(
            spelling.name(_line(b, "nazwa"))
            for b in _list(part_one, "jednostkiTerenoweOddzialy")
            if _line(b, "nazwa")
        ),
        notes=tuple(notes),
        checksum=checksum(payload),
        payload=payload,
    )


_FORMS = (
    ("UCZNIOWSKI KLUB SPORTOWY", "pupils_sports_club"),
    ("STOWARZYSZENIE KULTURY FIZYCZNEJ", "sports_club"),
    ("KLUB SPORTOWY", "sports_club"),
    ("ZWIĄZEK STOWARZYSZEŃ", "union"),
    ("ZWIĄZEK SPORTOWY", "union"),
    ("FEDERACJA", "union"),
    ("OCHOTNICZA STRAŻ POŻARNA", "fire_brigade"),
    ("KOŁO GOSPODYŃ", "rural_women"),
    ("SPÓŁDZIELNIA SOCJALNA", "social_cooperative"),
    ("JEDNOSTKA TERENOWA", "branch"),
    ("ODDZIAŁ", "branch"),
    ("KOŚCI", "church"),
    ("WYZNANI", "church"),
    ("FUNDACJA", "foundation"),
    ("STOWARZYSZENIE", "association"),
)


def legal_form(form_in_register: str, name: str, *, supervisor: str = "") -> str:
    """Our legal form for the register's words.

    Fire brigades, local action groups and pupils' sports clubs stand in the register as associations of some kind:
    their names tell them apart. A circle of rural women that stands there as an association is one (its own
    register is kept by ARiMR).
    """
    form, shout = form_in_register.upper(), f" {re.sub(r'[^A-ZĄĆĘŁŃÓŚŹŻ]+', ' ', name.upper())} "
    found = next((ours for words, ours in _FORMS if words in form), "other")
    if found == "association":
        if " OCHOTNICZA STRAŻ POŻARNA " in shout or " OSP " in shout:
            return "fire_brigade"
        if " LOKALNA GRUPA DZIAŁANIA " in shout or (" LGD " in shout and "MARSZAŁEK" in supervisor.upper()):
            return "local_action_group"
    if found in ("association", "sports_club") and (
        " UCZNIOWSKI KLUB SPORTOWY " in shout or " UKS " in shout
    ):
        return "pupils_sports_club"
    if "SPÓŁKA" in form and (" NON PROFIT " in shout or " NONPROFIT " in shout):
        return "non_profit_company"
    return found


_MASKED = re.compile(r"^\w\*{1,60}$")
_OF_PEOPLE = frozenset({"nazwisko", "imiona", "pesel", "imie", "nazwiskoICzlon", "nazwiskoIICzlon"})


def without_people(value: Any, depth: int = 0) -> Any:
    """The answer without everything that is about a person, masked or not; nothing else is lost.

    Raises AnswerFaultyError for an answer nested deeper than any real one.
    """
    if depth > DEEPEST:
        raise AnswerFaultyError(
            "not_json", gettext_noop("This is not an answer of the register: it is nested too deeply.")
        )
    if isinstance(value, dict):
        return {
            _storable(k): without_people(v, depth + 1)
            for k, v in value.items()
            if k not in _OF_PEOPLE and not _is_person(v)
        }
    if isinstance(value, list):
        return [without_people(v, depth + 1) for v in value if not _is_person(v)]
    return _storable(value) if isinstance(value, str) else value


def _storable(text: str) -> str:
    """Without what no database keeps: zero bytes and halves of characters."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _is_person(value: Any) -> bool:
    if isinstance(value, str):
        return _MASKED.match(value.strip()) is not None
    if not isinstance(value, dict):
        return False
    if _OF_PEOPLE & value.keys():
        return True
    return any(isinstance(v, str) and _MASKED.match(v.strip()) for v in value.values())


def checksum(payload: Mapping[str, Any]) -> str:
    """Of what the answer says; when it was printed and for which day does not count."""
    said = json.loads(json.dumps(payload))
    header = _dict(said, "odpis", "naglowekA")
    for moment in ("dataCzasOdpisu", "stanZDnia"):
        header.pop(moment, None)
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _dict(value: Any, *path: str) -> dict[str, Any]:
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def _list(value: Mapping[str, Any], key: str) -> list[Any]:
    found = value.get(key)
    return found if isinstance(found, list) else []


def _line(value: Any, key: str) -> str:
    found = value.get(key) if isinstance(value, dict) else None
    return (
        " ".join(str(found).split()) if isinstance(found, str | int) and not isinstance(found, bool) else ""
    )


def _text(value: Any, key: str) -> str:
    found = value.get(key) if isinstance(value, dict) else None
    return "\n".join(" ".join(line.split()) for line in str(found).splitlines()).strip() if found else ""


def _supervisor(part_one: Mapping[str, Any]) -> str:
    organ = _text(_dict(part_one, "organSprawujacyNadzor"), "nazwa").replace("\n", ", ")
    return spelling.cased(organ)


def _number(kind: str, numbers: Mapping[str, Any], key: str, notes: list[str]) -> str:
    typed = _line(numbers, key)
    if not typed:
        return ""
    value = identifiers.normalise(kind, typed)
    if identifiers.fault(kind, value) is not None:
        notes.append(f"{kind}_faulty")
        return ""
    return value


def _day(text: str) -> dt.date | None:
    found = re.match(r"(\d{2})\.(\d{2})\.(\d{4})\b", text)
    if found is None:
        return None
    try:
        return dt.date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None


def _postcode(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    return f"{digits[:2]}-{digits[2:]}" if len(digits) == 5 else text[:10]  # noqa: PLR2004


def _addresses(seat: Mapping[str, Any], notes: list[str]) -> tuple[str, str]:
    """E-mail and website, each put into its own field; addresses in the register stand in capitals."""
    email = mails.tidy(_line(seat, "adresPocztyElektronicznej")).lower()
    website = _line(seat, "adresStronyInternetowej").strip(" ,;.")
    if not mails.is_address(email):
        if email and not website and "." in email and " " not in email:
            website = email
            notes.append("website_in_email")
        email = ""
    in_website = mails.tidy(website).lower()
    if mails.is_address(in_website):
        notes.append("email_in_website")
        email, website = email or in_website, ""
    return email, _website(website, notes)


def _website(typed: str, notes: list[str]) -> str:
    if not typed:
        return ""
    line = typed.split(",", maxsplit=1)[0].split(";", maxsplit=1)[0].split(" ", maxsplit=1)[0]
    line = line.lower() if line.upper() == line else line
    found = re.match(
        r"(?i)^(?:(https?)[:;]?/{1,3})?([^/\s?#@]+\.[^/\s?#@.]{2,}(?::\d{1,5})?)((?:[/?#]\S*)?)$", line
    )
    if found is None:
        notes.append("website_faulty")
        return ""
    url = f"{(found[1] or 'https').lower()}://{found[2].lower()}{found[3]}"
    return url if len(url) <= 200 else ""  # noqa: PLR2004  as long as the column
