"""Form fields for what Thai offices type: dates in three boxes, numbers and money as text.

Django's own DateField would store 22/11/2569 as the year 2569 of the common era, and its number
box refuses Thai digits and commas without a word; forms of the product use these instead.
"""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.choices import CallableChoiceIterator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.language import page_language
from common.thai import dates
from common.thai.digits import format_number, read_number
from common.thai.fiscal import be_year, local_day
from common.thai.language import Unreadable

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


def month_choices() -> list[tuple[str, str]]:
    """The twelve months by name in the page's language, after an empty choice."""
    names = [(str(n), dates.month_name(n, page_language())) for n in range(1, 13)]
    return [("", gettext("เลือกเดือน")), *names]


class ThaiDateWidget(forms.MultiWidget):
    """Day, Thai month and year พ.ศ. as three labelled boxes: name_day, name_month, name_year.

    The group carries the field's id and can be focused, so that an error summary leads to it; the
    boxes' ids end in _0, _1 and _2. It belongs into a fieldset (`field.use_fieldset`).
    """

    template_name = "common/widgets/thai_date.html"
    use_fieldset = True
    labels = (_("วัน"), _("เดือน"), _("ปี พ.ศ."))

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        digits = {"inputmode": "numeric", "autocomplete": "off"}
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            "day": forms.TextInput({**digits, "size": 3}),
            "month": forms.Select(choices=CallableChoiceIterator(month_choices)),
            "year": forms.TextInput({**digits, "size": 5}),
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: Any) -> list[Any]:
        """The three boxes of a stored date (or of its ISO text, as drafts keep it)."""
        if not value:
            return ["", "", ""]
        try:
            day = dates.parse_date(value)
        except Unreadable:
            return ["", "", str(value)]
        return [day.day, day.month, be_year(day)]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for box, label in zip(context["widget"]["subwidgets"], self.labels, strict=True):
            box["label"] = label
        return context


class ThaiDateField(forms.MultiValueField):
    """A day in the calendar, typed as day, month and year พ.ศ.; gives a `datetime.date`.

    Years follow `dates.parse_year`: 25xx is พ.ศ., 19xx and 20xx are ค.ศ., all else is refused,
    two digits above all. `earliest` and `latest` are days or callables that give one.
    """

    widget = ThaiDateWidget
    default_error_messages = {
        "required": _("กรอกวันที่"),
        "incomplete": _("กรอกวันที่ให้ครบ ยังขาด %(missing)s"),
        "earliest": _("ต้องไม่ก่อนวันที่ %(limit)s"),
        "latest": _("ต้องไม่หลังวันที่ %(limit)s"),
    }

    def __init__(
        self,
        *,
        earliest: dt.date | Callable[[], dt.date] | None = None,
        latest: dt.date | Callable[[], dt.date] | None = None,
        **kwargs: Any,
    ) -> None:
        self.earliest, self.latest = earliest, latest
        boxes = [forms.CharField(required=False) for _box in range(3)]
        super().__init__(boxes, require_all_fields=False, **kwargs)

    def clean(self, value: Any) -> dt.date | None:
        if self.disabled and not isinstance(value, list):
            value = ThaiDateWidget().decompress(value)
        day = self.compress(value or ["", "", ""])
        forms.Field.validate(self, day)  # Django's own field of several boxes checks nothing here
        self.run_validators(day)
        return day

    def compress(self, data_list: list[Any]) -> dt.date | None:
        """The day of the three boxes; None if all are empty."""
        typed = ["" if box is None else str(box).strip() for box in data_list]
        if not any(typed):
            return None
        missing = [
            str(label) for box, label in zip(typed, ThaiDateWidget.labels, strict=True) if not box
        ]
        if missing:
            raise ValidationError(
                self.error_messages["incomplete"], "incomplete", {"missing": " ".join(missing)}
            )
        try:
            day = dates.date_of_parts(*typed)
        except Unreadable as fault:
            raise ValidationError(fault.say(page_language()), fault.code) from None
        self._check_limits(day)
        return day

    def has_changed(self, initial: Any, data: Any) -> bool:
        if self.disabled:
            return False
        before = dates.parse_date(initial) if initial else None
        try:
            return self.compress(data or ["", "", ""]) != before
        except ValidationError:
            return True

    def _check_limits(self, day: dt.date) -> None:
        for code, limit in (("earliest", self.earliest), ("latest", self.latest)):
            if limit is None:
                continue
            last = local_day(limit() if callable(limit) else limit)
            if day < last if code == "earliest" else day > last:
                shown = dates.short_date(last, page_language())
                raise ValidationError(self.error_messages[code], code, {"limit": shown})


class NumberText(forms.TextInput):
    """A text box for a number, with its unit behind it; shows what was typed when it is wrong."""

    template_name = "common/widgets/number.html"

    def __init__(
        self, attrs: dict[str, Any] | None = None, *, unit: "str | StrPromise" = ""
    ) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})
        self.unit = unit

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["unit"] = self.unit
        return context


class DecimalTextField(forms.Field):
    """A number as people type it: Thai digits, thousands commas, blanks, "15 %"; gives a Decimal.

    `unit` is shown behind the box; it may be typed too.
    """

    widget = NumberText
    default_error_messages = {
        "required": _("กรอกตัวเลข"),
        "whole": _("ต้องเป็นจำนวนเต็ม"),
        "places": _("ทศนิยมได้ไม่เกิน %(places)s ตำแหน่ง"),
        "size": _("ตัวเลขมากเกินไป มีได้ไม่เกิน %(whole)s หลักหน้าจุดทศนิยม"),
        "min_value": _("ต้องไม่น้อยกว่า %(limit)s"),
        "max_value": _("ต้องไม่เกิน %(limit)s"),
    }

    def __init__(
        self,
        *,
        unit: "str | StrPromise" = "",
        min_value: Decimal | int | None = None,
        max_value: Decimal | int | None = None,
        max_digits: int | None = None,
        decimal_places: int | None = None,
        **kwargs: Any,
    ) -> None:
        self.unit = unit
        super().__init__(**kwargs)
        self.min_value, self.max_value = min_value, max_value
        self.max_digits, self.decimal_places = max_digits, decimal_places
        if isinstance(self.widget, NumberText):
            self.widget.unit = unit

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values or not str(value).strip():
            return None
        try:
            number = self.read(value)
        except Unreadable as fault:
            raise ValidationError(fault.say(page_language()), fault.code) from None
        self._check_shape(number)
        self._check_limits(number)
        return number

    def read(self, typed: Any) -> Decimal:
        return read_number(typed, units=("%", "ร้อยละ", *([str(self.unit)] if self.unit else [])))

    def prepare_value(self, value: Any) -> Any:
        """A stored number without useless zeros; what a person typed stays as it was typed."""
        return format_number(value) if isinstance(value, Decimal | int | float) else value

    def _check_shape(self, number: Decimal) -> None:
        """Digits before and behind the point, as the column holds them; useless zeros are free."""
        exponent = number.normalize().as_tuple().exponent
        places = max(-exponent, 0) if isinstance(exponent, int) else 0
        allowed = self.decimal_places
        if allowed is not None and places > allowed:
            code = "places" if allowed else "whole"
            raise ValidationError(self.error_messages[code], code, {"places": allowed})
        if self.max_digits is not None:
            whole = self.max_digits - (allowed or 0)
            if abs(number) >= Decimal(10) ** whole:
                raise ValidationError(self.error_messages["size"], "size", {"whole": whole})

    def _check_limits(self, number: Decimal) -> None:
        for code, limit in (("min_value", self.min_value), ("max_value", self.max_value)):
            if limit is not None and (number < limit if code == "min_value" else number > limit):
                shown = format_number(Decimal(limit))
                raise ValidationError(self.error_messages[code], code, {"limit": shown})


class WholeNumberField(DecimalTextField):
    """A count of something (persons, products), typed like any number; gives an int."""

    def __init__(self, *, min_value: int | None = 0, **kwargs: Any) -> None:
        super().__init__(min_value=min_value, decimal_places=0, **kwargs)

    def to_python(self, value: Any) -> Any:
        number = super().to_python(value)
        return None if number is None else int(number)


class MoneyField(DecimalTextField):
    """An amount in baht with at most two decimals. Million baht is refused, not converted."""

    default_error_messages = {
        "required": _("กรอกจำนวนเงิน"),
        "million": _("กรอกเป็นบาท ไม่ใช่ล้านบาท เช่น 1,250,000.00"),
    }

    def __init__(
        self,
        *,
        min_value: Decimal | int | None = 0,
        max_digits: int | None = 15,
        decimal_places: int | None = 2,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            unit=_("บาท"),
            min_value=min_value,
            max_digits=max_digits,
            decimal_places=decimal_places,
            **kwargs,
        )

    def read(self, typed: Any) -> Decimal:
        if "ล้าน" in str(typed) or "million" in str(typed).lower():
            raise ValidationError(self.error_messages["million"], "million")
        return read_number(typed, units=("บาท", "baht", "฿"))

    def prepare_value(self, value: Any) -> Any:
        return format_number(value, 2) if isinstance(value, Decimal | int | float) else value


def thai_formfield(db_field: "models.Field[Any, Any]", **kwargs: Any) -> forms.Field | None:
    """The product's form fields for a ModelForm: `class Meta: formfield_callback = thai_formfield`.

    Dates become three boxes and decimals text; everything else is Django's.
    """
    if isinstance(db_field, models.DateField) and not isinstance(db_field, models.DateTimeField):
        kwargs.setdefault("form_class", ThaiDateField)
    elif isinstance(db_field, models.DecimalField):
        kwargs.setdefault("form_class", DecimalTextField)
    return db_field.formfield(**kwargs)
