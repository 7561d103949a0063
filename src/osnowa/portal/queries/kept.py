"""What is kept about people, in plain words: the table of the privacy page. Each app's privacy.py does what it says."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


@dataclass(frozen=True)
class Kept:
    """`why` and `ground`: what for, and what in the RODO allows it. `until`: how long."""

    what: str | Promise
    why: str | Promise
    ground: str | Promise
    until: str | Promise


AGREED = _("you take part: an agreement with you (art. 6 sec. 1 b)")
AGREED_AND_COUNTED = _(
    "you take part: an agreement with you (art. 6 sec. 1 b); the programme has to account for the grant: "
    "our legitimate interest (art. 6 sec. 1 f)"
)
INTEREST = _("our legitimate interest (art. 6 sec. 1 f)")

KEPT = (
    Kept(
        _("Name, e-mail, telephone, organisation"),
        _("to sign you up, write to you and count who took part"),
        AGREED_AND_COUNTED,
        _("as long as the clause of the programme says; earlier if you ask"),
    ),
    Kept(
        _("What you need in order to take part"),
        _("to prepare the sessions; only those who prepare them see it"),
        _("your consent (art. 9 sec. 2 a)"),
        _("until the cycle ends, unless you asked to keep it"),
    ),
    Kept(
        _("Answers in the form, points and marks, your place on the list"),
        _("to give places by terms that everybody can read; the public list has numbers only"),
        AGREED,
        _("as long as the clause of the programme says; after an erasure points stay without your words"),
    ),
    Kept(
        _("Your answers to the questions of a sign-up, with files"),
        _("to choose people, prepare the sessions and report in numbers; only the team sees them"),
        AGREED_AND_COUNTED,
        _("as the clause says; an erasure deletes them at once"),
    ),
    Kept(
        _("An address left to hear that a sign-up opens"),
        _("to write to you once"),
        _("your consent (art. 6 sec. 1 a)"),
        _("until the sign-up opens; a week where nobody confirmed it; earlier if you press the button"),
    ),
    Kept(
        _("Attendance, certificates"),
        _("proof for you and for the funder"),
        AGREED_AND_COUNTED,
        _("as the clause says; after an erasure only numbers stay"),
    ),
    Kept(
        _("The secret address of your calendar"),
        _("so that your sessions stand in your own calendar; only if you asked for it"),
        AGREED,
        _("until you close it, or are erased"),
    ),
    Kept(
        _("Busy times of trainers and mentors, without titles"),
        _("so that sessions are planned when you can come; only if you gave them"),
        INTEREST,
        _("each until it is over, or until you remove it"),
    ),
    Kept(
        _("Signed attendance lists, scanned"),
        _("proof for the funder; only the team can download them"),
        AGREED_AND_COUNTED,
        _("as the clause says; a scan is deleted with the last person of the session"),
    ),
    Kept(
        _("Names on a trainer's telephone, where a session has no network"),
        _("to mark who came"),
        AGREED_AND_COUNTED,
        _("until the trainer signs out or the list is closed, a week after the session at the latest"),
    ),
    Kept(
        _("Tests before and after a cycle"),
        _("so that you and the trainer know where to begin, and what the group has learned"),
        AGREED_AND_COUNTED,
        _("as the clause says; only you see your own result; after an erasure it stays without your name"),
    ),
    Kept(
        _("The survey after a cycle"),
        _("to make the next workshops better; we keep only that you answered, not which answer is yours"),
        INTEREST,
        _("as the clause says; an answer has no name from the beginning"),
    ),
    Kept(
        _("Bookings and visits to the office"),
        _(
            "so that a place waits for you and the office team knows who is there; visits and hours are counted"
        ),
        AGREED_AND_COUNTED,
        _(
            "as the clause says; an erasure cancels bookings to come and deletes your words, days and hours stay "
            "without your name"
        ),
    ),
    Kept(
        _("Tools of your organisation: stages, notes, proofs"),
        _("so that your organisation and its mentor see how far you are; tools in use are counted"),
        AGREED_AND_COUNTED,
        _("as the clause says; an erasure deletes your notes, links and files, stages and days stay"),
    ),
    Kept(
        _("Consultations with a mentor"),
        _("so that both sides know what was agreed; your organisation confirms that it took place"),
        AGREED_AND_COUNTED,
        _(
            "as the clause says; after an erasure the topic and what was agreed stay for your organisation, "
            "without your name"
        ),
    ),
    Kept(
        _("Hours of volunteers"),
        _("to show the funder how much work volunteers gave; the coordinator approves them"),
        _(
            "you volunteer: an agreement with you (art. 6 sec. 1 b); the programme has to account for the grant: "
            "our legitimate interest (art. 6 sec. 1 f)"
        ),
        _("as the clause says; an erasure deletes your descriptions, hours stay without your name"),
    ),
    Kept(
        _("Announcements and answers"),
        _("so that organisations find each other; contact is shown to the two sides only"),
        AGREED,
        _(
            "off the board after their last day; an erasure deletes your words, the number of connections stays"
        ),
    ),
    Kept(
        _("Your name under texts"),
        _("so that readers know who wrote it; who submitted and approved a text is kept as well"),
        _("the licence that you gave (art. 6 sec. 1 b)"),
        _("as long as the text is published; an erasure takes your name off, the text stays"),
    ),
    Kept(
        _("Tools that you know, as a mentor"),
        _(
            "so that an organisation gets a mentor who knows its tool; readers see your name only after your yes"
        ),
        AGREED,
        _("until you take a tool off your list; an erasure deletes the list"),
    ),
    Kept(
        _("Acting for an organisation, roles on a team"),
        _("so that only those who may do something can do it"),
        AGREED,
        _("as long as you have it, and then as the clause says"),
    ),
    Kept(
        _(
            "Address for the newsletter: topics, proof of your yes, which issues went out, letters that came back"
        ),
        _("to send what you asked for and to be able to show that you did; who opens what is not measured"),
        _("your consent (art. 6 sec. 1 a); we must be able to prove it (art. 7 sec. 1)"),
        _(
            "an address that nobody confirmed: 14 days; otherwise until an erasure; what must get nothing stays as a "
            "digest"
        ),
    ),
    Kept(
        _("Consents"),
        _("to know what you agreed to and when"),
        _("your consent (art. 6 sec. 1 a); we must be able to prove it (art. 7 sec. 1)"),
        _("until your data are deleted; you can withdraw each of them at any time"),
    ),
    Kept(
        _("History: who changed what"),
        _("so that a mistake can be found and put right"),
        INTEREST,
        _("as long as the programme has to account for itself; after an erasure without your name"),
    ),
)


def kept_rows(letters_days: int, session_days: int) -> list[Kept]:
    """The whole table, with how many days letters and sign-ins are kept."""
    return [
        *KEPT,
        Kept(_("Letters that we sent you"), _("to see whether they arrived"), INTEREST, _days(letters_days)),
        Kept(
            _("Signing in"),
            _("to know that it is you; there are no passwords"),
            AGREED,
            _days(session_days),
        ),
    ]


def _days(count: int) -> str:
    return ngettext("%(days)d day", "%(days)d days", count) % {"days": count}
