"""The evaluation book as plain values: complete, in one language, and never more than frozen."""

import dataclasses
from decimal import Decimal

import pytest
from django.utils.translation import override

from reports.book.data import book
from reports.book.values import Book
from tests.factories import frozen


def built(content=None, language: str = "th") -> Book:
    with override(language):
        return book(
            content or frozen.content(),
            code="7K3M-Q9TD-04XZ",
            snapshot_sha256="ab" * 32,
            verify_url="https://prasan.example.go.th/verify/7K3M-Q9TD-04XZ",
        )


def line_of(made: Book, code: str):
    return next(one for group in made.scorecard.groups for one in group.lines if one.code == code)


def card_of(made: Book, code: str):
    return next(one for ch in made.chapters for one in ch.cards if one.line.code == code)


def test_it_works():
    made = built()

    assert made.title == "รายงานผลการประเมินจังหวัด จังหวัดนครสวรรค์ ปีงบประมาณ พ.ศ. 2570 รอบ 9 เดือน"
    assert (made.reference, made.sample) == ("60/2570-3", True)
    assert (made.cut_off, made.frozen_at) == ("30 มิถุนายน 2570", "20 ก.ค. 2570 10.15 น.")
    assert made.summary.total.number == "3.4578"
    assert made.summary.total.word == "ตามเป้าขั้นต่ำ"
    assert [ch.group.code for ch in made.chapters] == ["1", "2", "3", "4"]
    assert sum(len(ch.cards) for ch in made.chapters) == 18
    assert made.seal.place == "prasan.example.go.th/verify/"
    assert made.seal.qr.startswith("data:image/png;base64,")


def test_the_columns_of_the_scorecard_add_up():
    made = built()
    lines = [one for group in made.scorecard.groups for one in group.lines]
    weighted = [Decimal(one.weighted) for one in lines if one.weighted != "–"]

    assert sum(weighted) == Decimal(made.scorecard.column_sum)
    rounding = made.scorecard.rounding.replace("−", "-") or "0"
    assert sum(weighted) + Decimal(rounding) == Decimal(made.scorecard.total.number)
    for group in made.scorecard.groups:
        of_group = [Decimal(one.weighted) for one in group.lines if one.weighted != "–"]
        assert sum(of_group) == Decimal(group.weighted)
    assert sum(Decimal(group.weight) for group in made.scorecard.groups) == 100


def test_a_rounding_difference_is_said():
    def thirteenths(made):
        made["lines"] = made["lines"][:13]
        for line in made["lines"]:
            line["weight"] = "1"

    made = built(frozen.edit(thirteenths)).scorecard
    assert made.rounding == "+0.0002"
    assert Decimal(made.column_sum) + Decimal("0.0002") == Decimal(made.total.number)


def test_lines_that_do_not_count_say_why_and_show_no_number():
    made = built()
    waiting, without = line_of(made, "4.5"), line_of(made, "4.6")

    assert (waiting.mark.number, waiting.mark.word, waiting.weighted) == ("", "ยังไม่ถึงรอบ", "–")
    assert without.mark.word == "ยังไม่กำหนดเกณฑ์"
    assert card_of(made, "4.6").levels == ()
    assert [point.text for point in made.summary.out] == [
        "4.5 ตัวชี้วัดเฝ้าระวัง 4.5: ยังไม่ถึงรอบ",
        "4.6 ตัวชี้วัดเฝ้าระวัง 4.6: ยังไม่กำหนดเกณฑ์",
    ]


def test_overdue_and_excused_are_two_things():
    def change(made):
        frozen.set_state(made, "1.4", "not_reported")
        frozen.set_state(made, "4.3", "not_applicable")

    made = built(frozen.edit(change))
    overdue, excused = line_of(made, "1.4"), line_of(made, "4.3")
    assert (overdue.mark.number, overdue.mark.word) == ("1.0000", "ยังไม่รายงาน")
    assert (excused.mark.number, excused.mark.word) == ("", "ยกเว้นการประเมิน")
    assert "1.4 ยังไม่รายงานเมื่อพ้นกำหนด 31 ก.ค. 2570" in made.summary.decisions[0].text
    assert made.scorecard.weight == "95"
    assert made.scorecard.weight_all == "100"


def test_the_summary_names_losses_best_change_and_decisions():
    summary = built().summary

    assert summary.change == "เพิ่มขึ้น 0.5565 จากรอบ 6 เดือน ปีงบประมาณ 2570 (2.9013)"
    assert summary.reported == "รายงานแล้ว 16 จาก 17 ตัวชี้วัดที่ถึงกำหนด"
    assert [line.code for line in summary.best] == ["3.3", "1.3", "2.3"]
    losses = [Decimal(line.loss) for line in summary.losses]
    assert summary.losses[0].code == "3.4"
    assert losses == sorted(losses, reverse=True)
    assert len(losses) == 5
    assert all(line.owner for line in summary.losses)
    assert any("1.2, 2.2" in point.text for point in summary.decisions)


@pytest.mark.parametrize(
    ("before", "said"), [("3.5000", "ลดลง 0.0422 จาก"), ("3.4578", "เท่ากับ"), (None, "ไม่มีรอบก่อน")]
)
def test_the_change_in_words(before, said):
    content = frozen.content()
    if before is None:
        content["card"]["previous"] = None
    else:
        content["card"]["previous"]["total"] = before
    assert built(content).summary.change.startswith(said)


def test_the_reached_level_is_marked_also_where_less_is_better():
    made = built()
    assert [cell.number for cell in card_of(made, "1.1").levels if cell.reached] == ["3"]
    assert [cell.number for cell in card_of(made, "1.4").levels if cell.reached] == ["2"]
    assert [cell.bound for cell in card_of(made, "1.1").levels] == [
        "0.5",
        "1.0",
        "1.5",
        "2.0",
        "2.5",
    ]
    missed = card_of(made, "3.4")
    assert missed.below
    assert not any(cell.reached for cell in missed.levels)


def test_milestones_and_parts_have_their_own_tables():
    made = built()
    assert [step.reached for step in card_of(made, "2.3").steps] == [True] * 4 + [False]
    parts = card_of(made, "4.4").parts
    assert [(part.weight, part.result, part.mark.number) for part in parts] == [
        ("50", "82", "3.2000"), ("30", "95", "4.5000"), ("20", "60", "1.0000"),
    ]  # fmt: skip


def test_a_card_carries_every_field_of_the_self_assessment():
    card = card_of(built(), "2.1")

    assert (card.definition, card.formula, card.source, card.dimension) != ("", "", "", "")
    assert card.supervisor.phone == card.collector.phone == "0 5680 3112"
    assert [(one.label, one.value) for one in card.past] == [
        ("2567", "14.2"), ("2568", "15.5"), ("2569", "16.1"),
    ]  # fmt: skip
    assert [note.heading for note in card.notes][-1] == "ข้อเสนอแนะ"
    assert "3.4400" in card.explanation
    assert card.proofs[0].fingerprint == frozen.SHA[:12]
    assert [one.when for one in card.signed] == [
        "9 ก.ค. 2570 09.30 น.", "12 ก.ค. 2570 14.05 น.", "16 ก.ค. 2570 10.00 น.",
    ]  # fmt: skip
    unverified = card_of(built(), "1.2").signed[-1]
    assert (unverified.name, unverified.when) == ("ยังไม่ดำเนินการ", "–")


def test_projects_sum_to_the_whole():
    made = built()
    baht = [Decimal(group.baht.replace(",", "")) for group in made.projects]
    total = Decimal(made.projects_total.baht.replace(",", ""))
    assert sum(baht) == total
    assert sum(Decimal(m.baht.replace(",", "")) for m in made.money) == total
    assert made.projects_total.count == "24"
    assert [group.code for group in made.projects] == ["1", "2", "3", "4"]


def test_english_takes_the_english_words():
    made = built(language="en")

    assert made.area == "Nakhon Sawan Province"
    assert made.round == "9-month round"
    assert line_of(made, "2.1").name == "Indicator 2.1 of Nakhon Sawan"
    assert line_of(made, "2.1").mark.word == "Meets the minimum"
    assert card_of(made, "2.1").explanation.startswith("The result 4610 lies between level 3")
    assert made.cut_off == "30 June 2027 (B.E. 2570)"


def test_a_card_on_a_hundred():
    def hundred(made):
        made["rules"] = {"version": "opdc-2563", "scale": "0-100", "floor": "0", "places": 2,
                         "redistribute": "all"}  # fmt: skip
        made["lines"] = [
            {"id": "1.1", "group": "1", "weight": "100", "method": "anchors",
             "thresholds": ["98.72", "98.84", "98.90"], "result": {"value": "98.87"}}
        ]  # fmt: skip
        shown = made["card"]["lines"]["1.1"]
        shown |= {"method": "anchors", "levels": None, "thresholds": ["98.72", "98.84", "98.90"]}
        shown["result"]["value"] = "98.87"

    made = built(frozen.edit(hundred))
    assert made.summary.total.number == "87.50"
    assert made.summary.total.word == "มาตรฐานขั้นสูง"
    card = card_of(made, "1.1")
    assert [(cell.number, cell.reached) for cell in card.levels] == [
        ("50", False), ("75", True), ("100", False),
    ]  # fmt: skip
    assert made.scale == "0-100"


def bare(made):
    made["card"] |= {"plan": None, "projects": [], "previous": None, "title": ""}
    for line in made["card"]["lines"].values():
        line |= {"owner": None, "supervisor": None, "baseline": [], "trend": [], "evidence": []}
        line |= {"definition": "", "formula": "", "source": "", "dimension": "", "unit": ""}


def unscored(made):
    bare(made)
    for line in list(made["lines"]):
        frozen.set_state(made, line["id"], "not_due")


@pytest.mark.parametrize("change", [bare, unscored])
def test_little_data_makes_a_small_book_not_an_error(change):
    made = built(frozen.edit(change))

    assert made.plan is None
    assert made.projects == ()
    assert made.projects_total.share == "–"
    assert all(ch.strategies == () for ch in made.chapters)
    assert card_of(made, "1.1").collector is None


def test_nothing_scored_has_no_total_and_says_so():
    summary = built(frozen.edit(unscored)).summary
    assert (summary.total.number, summary.total.word) == ("", "ยังไม่มีคะแนน")
    assert summary.best == summary.losses == ()
    assert len(summary.out) == 3
    assert summary.out[-1].text == "และอีก 16 เรื่อง ดูในสกอร์การ์ด"


def test_long_lists_stay_short():
    content = frozen.content()
    content["card"]["projects"][0]["joint_th"] = [f"ที่ว่าการอำเภอ {n}" for n in range(15)]
    made = built(content)
    joint = next(
        row.joint for group in made.projects for row in group.rows if row.code == "NS70-01"
    )
    assert joint == "ที่ว่าการอำเภอ 0, ที่ว่าการอำเภอ 1 และอีก 13 แห่ง"


def test_values_are_text_all_through():
    """What a page shows is written already: no figure is left to a template."""

    def walk(value):
        if dataclasses.is_dataclass(value):
            for field in dataclasses.fields(value):
                walk(getattr(value, field.name))
        elif isinstance(value, tuple):
            for one in value:
                walk(one)
        else:
            assert value is None or isinstance(value, str | bool | int), value
            assert not isinstance(value, float)

    walk(built())
