"""Leaflets at a picnic, brochures in a library, one poster in two places: what the record tells beside letters."""

import datetime as dt
import io
from functools import partial

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from osnowa.lib import clock
from osnowa.portal.demonstration.calendar import DAY, last_working_day
from osnowa.portal.demonstration.names import EDITOR
from osnowa.portal.demonstration.story.scene import MINUTE, Scene
from osnowa.spreading.actions.handouts import add_organisations, log_handout
from osnowa.spreading.actions.links import make_links
from osnowa.spreading.actions.proofs import add_proof
from osnowa.spreading.actions.visits import Visit, add_visits
from osnowa.spreading.models import Handout, ShortLink
from osnowa.spreading.queries.links import cycles_to_link

PLACES = ("Biblioteka miejska, wejście główne", "Dom kultury, tablica przy kasie")
VISITS = ((3, 0), (5, 1), (4, 2), (0, 1), (6, 0))  # on five days, in each place
GROUND, STAND, LEAFLETS = (196, 208, 188), (112, 86, 62), (232, 226, 206)


def plan_spreading(scene: Scene) -> None:
    """The picnic was five weeks ago; posters hang for three weeks; brochures went to the library last week."""
    at, today = scene.timeline.at, scene.calendar.today
    picnic = last_working_day(today - DAY * 36)
    posters = last_working_day(today - DAY * 21)
    library = last_working_day(today - DAY * 8)
    at(clock.moment(picnic, dt.time(16, 20)), partial(_hand_out_leaflets, scene))
    at(clock.moment(posters, dt.time(9, 35)), partial(_hang_posters, scene))
    at(clock.moment(library, dt.time(12, 15)), partial(_bring_brochures, scene))


def _hand_out_leaflets(scene: Scene) -> None:
    handout = log_handout(
        scene.programme,
        kind=Handout.Kind.LEAFLET,
        title="Bezpłatne warsztaty dla organizacji",
        copies=240,
        given_on=clock.today(),
        place="Piknik organizacji w parku",
        people_count=180,
        note="Stoisko obok sceny, od 12.00 do 16.00.",
        by=scene.coordinator,
    )
    add_organisations(
        handout, [organisation for organisation, _account in scene.members[:4]], by=scene.coordinator
    )
    add_proof(
        handout,
        SimpleUploadedFile("stoisko-na-pikniku.png", photograph(), "image/png"),
        by=scene.coordinator,
    )


def _bring_brochures(scene: Scene) -> None:
    log_handout(
        scene.programme,
        kind=Handout.Kind.BROCHURE,
        title="Jak prowadzić małą organizację bez chaosu",
        copies=60,
        given_on=clock.today(),
        place="Biblioteka miejska, regał przy wejściu",
        by=scene.account(EDITOR),
    )


def _hang_posters(scene: Scene) -> None:
    cycle = cycles_to_link(scene.programme).first()
    links = make_links(
        scene.programme,
        cycle if cycle is not None else ShortLink.Kind.PROGRAMME,
        label="Bezpłatne warsztaty dla Twojej organizacji",
        places=list(PLACES),
        by=scene.account(EDITOR),
    )
    for number, visits in enumerate(VISITS):
        moment = clock.now() + dt.timedelta(days=1 + 3 * number) + MINUTE
        scene.timeline.at(moment, partial(_come_by, links, visits))


def _come_by(links: list[ShortLink], visits: tuple[int, ...]) -> None:
    day = clock.today()
    add_visits({Visit(link.pk, day): count for link, count in zip(links, visits, strict=True) if count})


def photograph() -> bytes:
    """A small picture of a table with leaflets, drawn here: nobody is in it."""
    picture = Image.new("RGB", (320, 213), GROUND)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((24, 120, 296, 134), STAND)
    for left in (40, 268):
        pen.rectangle((left, 134, left + 12, 200), STAND)
    for left in range(56, 260, 52):
        pen.rectangle((left, 96, left + 34, 119), LEAFLETS)
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
