"""What the coordinator says when a certificate is taken back, and what anybody types to check one."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from osnowa.lib.fields import RefusingForm, line_field
from osnowa.workshops.models import Certificate
from osnowa.workshops.rules.certificates import read_code

Reason = Certificate.Reason


class RevokeForm(RefusingForm):
    reason = forms.ChoiceField(
        label=_("Why"),
        choices=[(one.value, one.label) for one in (Reason.HOURS, Reason.MISTAKE, Reason.REQUEST)],
        widget=forms.RadioSelect,
        help_text=_("Whoever checks the code sees this."),
        error_messages={
            "required": _("Choose why it is revoked."),
            "invalid_choice": _("Choose why it is revoked."),
        },
    )
    because = line_field(_("Note for the team"), 300, help_text=_("Nobody outside the team sees it."))


class ReissueForm(RefusingForm):
    """In which language the new paper speaks. Sent without an answer, it keeps the one of the old paper."""

    language = forms.ChoiceField(
        label=_("Language of the certificate"),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.RadioSelect,
    )


class CodeForm(forms.Form):
    """A code as people read it from paper: case, spaces and look-alikes do not matter."""

    kod = forms.CharField(
        label=_("Code of the certificate"),
        help_text=_("Eight signs from the lower edge of the paper, as in: 7K4Q-2MXD."),
        max_length=60,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "maxlength": None,
            }
        ),
        error_messages={"required": _("Write the code."), "max_length": _("A code has eight signs.")},
    )

    def clean_kod(self) -> str:
        code = read_code(self.cleaned_data["kod"])
        if not code:
            raise forms.ValidationError(
                _(
                    "This is not a code of ours. It has eight signs, without zero, one and the letters I, L, O."
                )
            )
        return code
