"""The tag library of every template, in both languages."""

import datetime as dt
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

DAY = dt.date(2026, 11, 22)
MOMENT = dt.datetime(2026, 9, 30, 18, 5, tzinfo=dt.UTC)


def shown(source: str, language: str = "th", **context: object) -> str:
    with translation.override(language):
        return Template(source).render(Context(context))


def test_it_works():
    assert shown("{{ day|thai_date }}", day=DAY) == "22 พ.ย. 2569"


@pytest.mark.parametrize(
    ("source", "value", "thai", "english"),
    [
        ("{{ x|thai_date }}", DAY, "22 พ.ย. 2569", "22 Nov 2026 (B.E. 2569)"),
        ("{{ x|thai_date }}", MOMENT, "1 ต.ค. 2569", "1 Oct 2026 (B.E. 2569)"),
        ("{{ x|thai_date_long }}", DAY, "22 พฤศจิกายน 2569", "22 November 2026 (B.E. 2569)"),
        (
            "{{ x|thai_date_formal }}",
            DAY,
            "วันที่ ๒๒ เดือนพฤศจิกายน พ.ศ. ๒๕๖๙",
            "22 November 2026 (B.E. 2569)",
        ),
        (
            "{{ x|thai_weekday }}",
            DAY,
            "วันอาทิตย์ที่ 22 พฤศจิกายน 2569",
            "Sunday 22 November 2026 (B.E. 2569)",
        ),
        ("{{ x|thai_month }}", DAY, "พฤศจิกายน 2569", "November 2026 (B.E. 2569)"),
        ("{{ x|thai_month_short }}", DAY, "พ.ย. 2569", "Nov 2026 (B.E. 2569)"),
        ("{{ x|month_name }}", DAY, "พ.ย.", "Nov"),
        ("{{ x|month_name }}", 1, "ม.ค.", "Jan"),
        ("{{ x|thai_datetime }}", MOMENT, "1 ต.ค. 2569 01.05 น.", "1 Oct 2026 (B.E. 2569) 01:05"),
        ("{{ x|thai_time }}", dt.time(0, 0), "00.00 น.", "00:00"),
        ("{{ x|fiscal_year }}", 2570, "ปีงบประมาณ พ.ศ. 2570", "Fiscal year 2570 (2027)"),
        ("{{ x|fiscal_year }}", DAY, "ปีงบประมาณ พ.ศ. 2570", "Fiscal year 2570 (2027)"),
        ("{{ x|fiscal_year_short }}", 2570, "ปีงบประมาณ 2570", "FY2570"),
        ("{{ x|be_year }}", DAY, "2569", "2569"),
        ("{{ x|be_year }}", 2026, "2569", "2569"),
        ("{{ x|level_word }}", Decimal("3.6"), "ตามเป้าขั้นต่ำ", "Meets the minimum"),
        ("{{ x|level_word:'0-100' }}", "99.94", "ระดับคุณภาพ", "Quality"),
        ("{{ x|state_word }}", "no_criteria", "ยังไม่กำหนดเกณฑ์", "Criteria not set"),
    ],
)
def test_both_languages(source, value, thai, english):
    assert shown(source, x=value) == thai
    assert shown(source, "en", x=value) == english


@pytest.mark.parametrize(
    ("source", "value", "text"),
    [
        ("{{ x|number }}", Decimal("1250.5000"), "1,250.5"),
        ("{{ x|number:2 }}", Decimal("1250.5"), "1,250.50"),
        ("{{ x|number }}", "3.60", "3.6"),
        ("{{ x|number }}", 0, "0"),
        ("{{ x|number }}", "ไม่ระบุ", "ไม่ระบุ"),
        ("{{ x|baht }}", Decimal(1250000), "1,250,000.00"),
        ("{{ x|million_baht }}", Decimal(1255000), "1.26"),
        ("{{ x|million_baht:4 }}", Decimal(1255000), "1.2550"),
        ("{{ x|baht_words }}", Decimal("21.25"), "ยี่สิบเอ็ดบาทยี่สิบห้าสตางค์"),
        ("{{ x|percent }}", Decimal("15.00"), "15 %"),
        ("{{ x|percent:2 }}", Decimal(15), "15.00 %"),
        ("{{ x|weight }}", Decimal("5.0000"), "5"),
        ("{{ x|weight }}", Decimal(100) / 13, "7.6923"),
        ("{{ x|score }}", Decimal("3.6"), "3.6000"),
        ("{{ x|score:2 }}", Decimal("3.605"), "3.61"),
        ("{{ x|baht|thai_digits }}", Decimal(1250), "๑,๒๕๐.๐๐"),
        ("{{ x|thai_date|thai_digits }}", DAY, "๒๒ พ.ย. ๒๕๖๙"),
        ("{{ x|level_class }}", Decimal("1.99"), "score-1"),
        ("{{ x|level_class }}", None, "score-none"),
        ("{% with l=x|level %}{{ l.number }} {{ l.shape }}{% endwith %}", 4, "4 ring"),
        ("{{ x|change_text }}", Decimal("0.12"), "▲ 0.12"),
        ("{{ x|change_text }}", Decimal("-0.5"), "▼ 0.50"),
        ("{{ x|change_text }}", Decimal("-0.004"), "0.00"),
    ],
)
def test_numbers(source, value, text):
    assert shown(source, x=value) == text


@pytest.mark.parametrize(
    "name",
    [
        "thai_date",
        "thai_date_long",
        "thai_date_formal",
        "thai_weekday",
        "thai_month",
        "thai_month_short",
        "month_name",
        "thai_datetime",
        "thai_time",
        "fiscal_year",
        "fiscal_year_short",
        "be_year",
        "number",
        "baht",
        "million_baht",
        "baht_words",
        "percent",
        "weight",
        "score",
        "change_text",
    ],
)
def test_nothing_is_a_dash(name):
    assert shown("{{ x|" + name + " }}", x=None) == "–"


def test_ranges():
    first, last = dt.date(2026, 11, 30), dt.date(2026, 12, 4)
    source = "{% thai_date_range first last %}"
    assert shown(source, first=first, last=last) == "30 พ.ย. – 4 ธ.ค. 2569"


@pytest.mark.parametrize(
    ("value", "css", "said", "figure"),
    [
        ("0.12", "change-up", "เพิ่มขึ้น", "0.12"),
        ("-0.5", "change-down", "ลดลง", "0.50"),
        ("0.001", "change-none", "เท่าเดิม", "0.00"),
    ],
)
def test_a_change_says_its_direction_in_words(value, css, said, figure):
    page = shown("{% change x %}", x=Decimal(value))
    assert f'class="change {css}"' in page
    assert f'<span class="visually-hidden">{said} </span>{figure}</span>' in page
    assert "<svg" in page
    assert shown("{% change x %}", x=None) == "–"


def test_text_that_is_no_number_is_escaped():
    assert shown("{{ x|number }}", x="<b>") == "&lt;b&gt;"
    assert shown("{{ x|thai_digits }}", x="<b>1</b>") == "&lt;b&gt;๑&lt;/b&gt;"


@pytest.mark.parametrize(
    "source",
    [
        "{% bullet levels 18 15 %}",
        "{% bullet levels '18' target='15' %}",
        "{% bullet None 18 %}",
        "{% sparkline scores %}",
        "{% sparkline scores scale='0-100' %}",
        "{% criteria_curve levels 18 '3.6' %}",
        "{% criteria_curve levels 18 3 method='step' floor=0 %}",
        "{% milestone_stairs steps %}",
        "{% composite_parts parts '3.15' %}",
        "{% level_icon '3.6' %}",
    ],
)
def test_drawings_are_hidden_unless_named(source):
    context = {
        "levels": ["5", "10", "15", "20", "25"],
        "scores": [3, None, Decimal("3.5")],
        "steps": [1, 2, 3, 5],
        "parts": [("0.5", "3.2"), ("0.5", None)],
    }
    page = shown(source, **context)
    assert page.startswith("<svg")
    assert 'aria-hidden="true"' in page
    named = shown(source.replace(" %}", " label=said %}"), said='ผล "18" <จาก 15>', **context)
    assert 'role="img"' in named
    assert 'aria-label="ผล &quot;18&quot; &lt;จาก 15&gt;"' in named


def test_a_trend_has_its_numbers_in_a_table():
    points = [("ต.ค. 69", Decimal("3.1")), ("พ.ย. 69", None), ("ธ.ค. 69", "3.60")]
    page = shown("{% trend points target=4 caption='คะแนน' %}", points=points)
    assert page.count('<th scope="row">') == 3
    assert '<td class="num">3.60</td>' in page
    assert '<td class="num">–</td>' in page
    assert "แกนตั้ง 1 ถึง 5" in page
    assert "<details" in page
    assert " open>" not in page
    assert " open>" in shown("{% trend points opened=True %}", points=points)
    assert "style=" not in page


def test_a_trend_of_measured_values_names_its_axis():
    points = [("2568", 90000), ("2569", 100000)]
    page = shown("{% trend points target=targets scale='fit' places=0 %}",
                 points=points, targets=[95000, 110000])  # fmt: skip
    assert "แกนตั้ง 88,400 ถึง 111,600" in page
    assert '<td class="num">110,000</td>' in page


def test_a_long_trend_shows_few_labels_and_the_last():
    points = [(f"ด{n}", 3) for n in range(1, 25)]
    page = shown("{% trend points %}", points=points)
    labels = page.split('aria-hidden="true">')[-1].split("</div>")[0]
    assert labels.count(">ด") == 8
    assert ">ด24<" in labels


def test_an_empty_trend_is_survived():
    assert "<svg" in shown("{% trend points %}", points=[])


def test_joined_words_of_a_sentence_are_not_cut():
    joiner = "\N{WORD JOINER}"
    said = shown("{{ said|unbroken }}", said="น้ำหนักของตัวชี้วัด")
    assert said == f"น้ำ{joiner}หนักของตัว{joiner}ชี้{joiner}วัด"
    assert said.replace(joiner, "") == "น้ำหนักของตัวชี้วัด"
