"""Fields for what Thai offices type: what is understood, what is refused, what stays in the box."""

import datetime as dt
from decimal import Decimal

import pytest
from django import forms
from django.db import models
from django.utils import translation

from common.fields import (
    DecimalTextField,
    MoneyField,
    ThaiDateField,
    WholeNumberField,
    thai_formfield,
)


class DateForm(forms.Form):
    due = ThaiDateField(label="วันครบกำหนด")
    held = ThaiDateField(
        required=False, earliest=dt.date(2026, 10, 1), latest=lambda: dt.date(2027, 9, 30)
    )


class NumberForm(forms.Form):
    value = DecimalTextField(unit="ร้อยละ", max_digits=7, decimal_places=4, max_value=100)
    money = MoneyField(required=False)
    people = WholeNumberField(required=False)


def _date(day="22", month="11", year="2569", name="due"):
    return {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year}


def _error(form, field):
    assert not form.is_valid()
    return form.errors[field][0]


@pytest.mark.parametrize(
    "boxes",
    [_date(), _date("๒๒", "11", "๒๕๖๙"), _date("22", "11", "2026"), _date(" 22", "11", "2569 ")],
)
def test_it_works(boxes):
    form = DateForm(boxes)
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"due": dt.date(2026, 11, 22), "held": None}


@pytest.mark.parametrize(
    ("boxes", "message"),
    [
        (_date("", "", ""), "กรอกวันที่"),
        (_date("22", "", ""), "กรอกวันที่ให้ครบ ยังขาด เดือน ปี พ.ศ."),
        (_date("", "11", "2569"), "กรอกวันที่ให้ครบ ยังขาด วัน"),
        (_date("32"), "วันที่ต้องเป็นตัวเลข 1 ถึง 31"),
        (_date(month="13"), "เลือกเดือน"),
        (_date(year="69"), "ปีต้องเป็น พ.ศ. เช่น 2570"),
        (_date(year="3569"), "ปีต้องเป็น พ.ศ. เช่น 2570"),
        (_date("29", "2", "2570"), "ไม่มีวันที่ 29 กุมภาพันธ์ 2570 ในปฏิทิน"),
        ({}, "กรอกวันที่"),
    ],
)
def test_a_wrong_date_is_named_and_stays(boxes, message):
    form = DateForm(boxes)
    assert _error(form, "due") == message
    page = str(form["due"])
    for typed in (boxes.get("due_day"), boxes.get("due_year")):
        assert not typed or f'value="{typed.strip()}"' in page


def test_english_pages_are_told_in_english():
    with translation.override("en"):
        form = DateForm(_date(year="69"))
        assert _error(form, "due") == "The year must be in B.E., such as 2570."
        assert "November" in str(form["due"])
    assert "พฤศจิกายน" in str(form["due"])


@pytest.mark.parametrize(
    ("boxes", "message"),
    [
        (_date("30", "9", "2569", name="held"), "ต้องไม่ก่อนวันที่ 1 ต.ค. 2569"),
        (_date("1", "10", "2570", name="held"), "ต้องไม่หลังวันที่ 30 ก.ย. 2570"),
    ],
)
def test_limits_name_the_limit(boxes, message):
    assert _error(DateForm(_date() | boxes), "held") == message


def test_a_stored_date_fills_the_boxes():
    for initial in (dt.date(2026, 11, 2), "2026-11-02"):
        page = str(DateForm(initial={"due": initial})["due"])
        assert 'name="due_day" value="2"' in page
        assert '<option value="11" selected>พฤศจิกายน</option>' in page
        assert 'name="due_year" value="2569"' in page


def test_every_box_has_its_label_and_the_group_a_legend():
    field = DateForm()["due"]
    page = str(field)
    for number, label in enumerate(("วัน", "เดือน", "ปี พ.ศ.")):
        assert f'for="id_due_{number}">{label}</label>' in page
        assert f'id="id_due_{number}"' in page
    assert field.use_fieldset
    assert "<legend>" in field.legend_tag()
    assert 'id="id_due" tabindex="-1"' in page
    assert "style=" not in page
    assert "<script" not in page


def test_wrong_boxes_are_marked_for_screen_readers():
    assert str(DateForm(_date(year="69"))["due"]).count('aria-invalid="true"') == 3


def test_what_changed():
    field = ThaiDateField(required=False)
    day = dt.date(2026, 11, 22)
    assert not field.has_changed(day, ["๒๒", "11", "2569"])
    assert not field.has_changed(None, ["", "", ""])
    assert field.has_changed(day, ["23", "11", "2569"])
    assert field.has_changed(day, ["", "", ""])
    assert field.has_changed(day, ["22", "11", "69"])


def test_a_disabled_date_keeps_its_value():
    form = DateForm(_date(), initial={"held": dt.date(2026, 12, 1)})
    form.fields["held"].disabled = True
    assert form.is_valid(), form.errors
    assert form.cleaned_data["held"] == dt.date(2026, 12, 1)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("15", "15"), ("๑๕.๕", "15.5"), ("15 %", "15"), ("ร้อยละ 15", "15"), ("15.50000", "15.5")],
)
def test_numbers_are_understood(typed, value):
    form = NumberForm({"value": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"value": Decimal(value), "money": None, "people": None}


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("value", "", "กรอกตัวเลข"),
        ("value", "  ", "กรอกตัวเลข"),
        ("value", "สิบห้า", "“สิบห้า” ไม่ใช่ตัวเลข กรอกเฉพาะตัวเลข เช่น 1,250.50"),
        ("value", "1.23456", "ทศนิยมได้ไม่เกิน 4 ตำแหน่ง"),
        ("value", "1000", "ตัวเลขมากเกินไป มีได้ไม่เกิน 3 หลักหน้าจุดทศนิยม"),
        ("value", "100.5", "ต้องไม่เกิน 100"),
        ("money", "-5", "ต้องไม่น้อยกว่า 0"),
        ("money", "1.25 ล้านบาท", "กรอกเป็นบาท ไม่ใช่ล้านบาท เช่น 1,250,000.00"),
        ("money", "10.005", "ทศนิยมได้ไม่เกิน 2 ตำแหน่ง"),
        ("people", "2.5", "ต้องเป็นจำนวนเต็ม"),
        ("people", "NaN", "“NaN” ไม่ใช่ตัวเลข กรอกเฉพาะตัวเลข เช่น 1,250.50"),
    ],
)
def test_a_wrong_number_is_named_and_stays(field, typed, message):
    form = NumberForm({"value": "1", field: typed})
    assert _error(form, field) == message
    assert not typed.strip() or f'value="{typed}"' in str(form[field])


def test_money_and_counts():
    form = NumberForm({"value": "1", "money": "๑,๒๕๐,๐๐๐.๕ บาท", "people": "1,200"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["money"] == Decimal("1250000.50")
    assert form.cleaned_data["people"] == 1200
    assert isinstance(form.cleaned_data["people"], int)


def test_stored_numbers_are_shown_for_reading():
    form = NumberForm(initial={"value": Decimal("15.5000"), "money": Decimal(1250000), "people": 0})
    assert 'value="15.5"' in str(form["value"])
    assert 'value="1,250,000.00"' in str(form["money"])
    assert 'value="0"' in str(form["people"])


def test_the_unit_stands_behind_the_box():
    form = NumberForm()
    assert '<span class="input-group-text">ร้อยละ</span>' in str(form["value"])
    assert '<span class="input-group-text">บาท</span>' in str(form["money"])
    assert 'inputmode="decimal"' in str(form["money"])


def test_typing_the_same_number_is_no_change():
    field = MoneyField(required=False)
    assert not field.has_changed(Decimal("1250000.00"), "๑,๒๕๐,๐๐๐")
    assert field.has_changed(Decimal("1250000.00"), "1,250,001")
    assert field.has_changed(None, "abc")


def test_markup_that_was_typed_is_escaped():
    form = NumberForm({"value": '"><script>'})
    assert "<script>" not in str(form)
    assert "<script>" not in str(DateForm(_date(day='"><script>')))


def test_model_forms_use_these_fields():
    assert isinstance(thai_formfield(models.DateField()), ThaiDateField)
    money = thai_formfield(models.DecimalField(max_digits=15, decimal_places=2, blank=True))
    assert isinstance(money, DecimalTextField)
    assert (money.max_digits, money.decimal_places, money.required) == (15, 2, False)
    assert not isinstance(thai_formfield(models.DateTimeField()), ThaiDateField)
    assert isinstance(thai_formfield(models.CharField(max_length=9)), forms.CharField)
