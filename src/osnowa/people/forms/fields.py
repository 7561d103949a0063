"""Fields that take what people paste."""

import re
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from osnowa.people.rules import mails

DATE_FORMATS = ["%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%y"]
TOO_LONG = _("Shorten this to %(limit_value)d characters, it has %(show_value)d.")


class EmailField(forms.EmailField):
    """Takes `mailto:`, angle brackets, spaces and a full stop at the end; keeps one plain address."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "error_messages", {"invalid": _("Write an e-mail address like this: name@example.org.")}
        )
        kwargs.setdefault("widget", forms.EmailInput(attrs={"maxlength": None, "autocomplete": "off"}))
        super().__init__(required=False, max_length=254, **kwargs)

    def to_python(self, value: Any) -> str:
        return mails.tidy(super().to_python(value) or "")


class WebsiteField(forms.CharField):
    """Takes an address with or without https://; only web addresses."""

    default_validators = [
        URLValidator(schemes=["http", "https"], message=_("Write the address like this: www.example.org."))
    ]

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "url", "maxlength": None, "autocomplete": "off"})
        super().__init__(required=False, max_length=200, widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        line = (super().to_python(value) or "").strip(" ,;")
        return line if not line or re.match(r"(?i)^[a-z][a-z0-9+.-]*:", line) else f"https://{line}"


def line(
    label: Any, longest: int, *, required: bool = False, missing: Any = "", **more: Any
) -> forms.CharField:
    attrs = {"maxlength": None, "autocomplete": "off", **more.pop("attrs", {})}
    return forms.CharField(
        label=label,
        required=required,
        max_length=longest,
        widget=forms.TextInput(attrs=attrs),
        error_messages={"required": missing, "max_length": TOO_LONG},
        **more,
    )


def day(label: Any, *, required: bool = False, missing: Any = "", **more: Any) -> forms.DateField:
    """A date: the browser's own picker where there is one, else typed as 1.04.2017 or 2017-04-01."""
    return forms.DateField(
        label=label,
        required=required,
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": missing, "invalid": _("Write the date like this: 1.04.2027.")},
        **more,
    )
