"""What an inspector types to look for changes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.trail.selectors import Wanted
from common.fields import ThaiDateField
from common.trail import GOVERNED


class SearchForm(forms.Form):
    """Area, days, kind of object and person; all may stay empty."""

    area = forms.ChoiceField(label=_("พื้นที่"), required=False)
    since = ThaiDateField(label=_("ตั้งแต่วันที่"), required=False)
    until = ThaiDateField(label=_("ถึงวันที่"), required=False)
    kind = forms.ChoiceField(label=_("สิ่งที่ถูกแก้ไข"), required=False)
    person = forms.CharField(label=_("ชื่อผู้แก้ไข"), required=False, max_length=200)

    def __init__(self, user: User, data: Any) -> None:
        super().__init__(data)
        self.areas = {area.code: area for area in user.authority.planning_areas}
        area, kind = self.fields["area"], self.fields["kind"]
        area.choices = [  # type: ignore[attr-defined]
            ("", _("ทุกพื้นที่ที่ท่านดูได้")),
            *((code, one.full_name) for code, one in self.areas.items()),
        ]
        kind.choices = [  # type: ignore[attr-defined]
            ("", _("ทุกประเภท")),
            *((entry.kind, entry.word) for entry in GOVERNED.values()),
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", _("วันสิ้นสุดต้องไม่ก่อนวันเริ่ม"))
        return given

    def wanted(self) -> Wanted:
        """What is looked for, of a form that is valid."""
        given = self.cleaned_data
        return Wanted(
            area=self.areas.get(given["area"]),
            since=given["since"],
            until=given["until"],
            kind=given["kind"],
            person=given["person"].strip(),
        )
