"""Prints handed out, their proofs, short links and their visits."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from osnowa.lib.codes import ALPHABET
from osnowa.spreading.models import Handout, HandoutProof, LinkDay, ShortLink
from tests.factories.programme import ProgrammeFactory

MAY_10 = dt.date(2017, 5, 10)


class HandoutFactory(DjangoModelFactory):
    class Meta:
        model = Handout

    programme = factory.SubFactory(ProgrammeFactory)
    kind = Handout.Kind.LEAFLET
    title = factory.Sequence(lambda n: f"Ulotka o warsztatach {n}")
    copies = 100
    given_on = MAY_10
    place = "Piknik organizacji"


class HandoutProofFactory(DjangoModelFactory):
    class Meta:
        model = HandoutProof

    handout = factory.SubFactory(HandoutFactory)
    file = factory.django.FileField(filename="zdjecie.png", data=b"\x89PNG\r\n\x1a\n")
    file_name = "zdjecie.png"
    digest = factory.Sequence(lambda n: f"{n:064d}")


class ShortLinkFactory(DjangoModelFactory):
    class Meta:
        model = ShortLink

    programme = factory.SubFactory(ProgrammeFactory)
    code = factory.Sequence(
        lambda n: "".join(ALPHABET[n // len(ALPHABET) ** place % len(ALPHABET)] for place in range(5))
    )
    kind = ShortLink.Kind.NEWSLETTER
    label = "Piszemy raz w miesiącu"
    place = factory.Sequence(lambda n: f"Biblioteka {n}")


class LinkDayFactory(DjangoModelFactory):
    class Meta:
        model = LinkDay

    link = factory.SubFactory(ShortLinkFactory)
    day = MAY_10
    visits = 1
