"""What an editor says about another's text."""

from django import forms
from django.utils.translation import gettext_lazy as _

from osnowa.lib.errors import RuleBroken


class SendBackForm(forms.Form):
    """The length is the deed's rule, so that it can say by how much."""

    comment = forms.CharField(
        label=_("What to mend"),
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": None}),
        help_text=_("The author gets it by e-mail."),
        error_messages={"required": _("Write what to mend, so that the author knows.")},
    )

    def refuse(self, refusal: RuleBroken) -> None:
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal.message))
