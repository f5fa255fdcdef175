"""What a person wants letters about."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reminders.kinds import kinds


class KindsForm(forms.Form):
    """One box for each kind; a box without its tick stops the letters about it."""

    wanted = forms.MultipleChoiceField(
        label=_("ส่งอีเมลเตือนเมื่อ"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        field: Any = self.fields["wanted"]
        field.choices = [(kind.code, kind.label) for kind in kinds()]
        field.needed = True
