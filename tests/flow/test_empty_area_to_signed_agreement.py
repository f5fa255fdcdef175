"""From an empty area to a signed card, as the office does it: every step is a screen.

The same way for a province and for a cluster, whose plan also says which plans of its members serve
it: a plan is drawn up and adopted, indicators come into the register and onto the card of the year,
the card is agreed, the performance agreement is printed and both signatures are recorded.
"""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from common import clock
from jobs.models import Job
from jobs.services import worker
from kpis.models import Agreement, AgreementSignature, Card, Criteria, Indicator
from reports.models import EvaluationReport
from strategies.models import NodeReference, Plan, PlanNode
from strategies.services import plans as versions
from tests import factories
from tests.factories import plans
from tests.pdftext import exact_text

YEAR = 2571
INDICATORS = [
    ("มูลค่าการจำหน่ายสินค้าเกษตรแปรรูป", "ล้านบาท", "60", ["100", "110", "120", "130", "140"]),
    ("อัตราผู้เสียชีวิตจากอุบัติเหตุทางถนน", "คนต่อแสนคน", "40", ["30", "28", "26", "24", "22"]),
]


@pytest.fixture(autouse=True)
def summer_2570():
    with clock.at(dt.date(2027, 7, 20)):
        yield


class Office:
    """The planner at the screen, in words; each answer must be a redirect to what was made."""

    def __init__(self, client, area):
        self.client, self.area = client, area

    def page(self, name, *args):
        return self.client.get(reverse(name, args=[self.area.code, *args])).content.decode()

    def does(self, name, *args, query="", **typed):
        address = reverse(name, args=[self.area.code, *args]) + query
        answer = self.client.post(address, typed)
        assert answer.status_code == 302, answer.content.decode()
        return answer

    def is_refused(self, name, *args, query="", **typed):
        address = reverse(name, args=[self.area.code, *args]) + query
        answer = self.client.post(address, typed)
        assert answer.status_code in (409, 422), answer.status_code
        return answer.content.decode()

    def adds(self, plan, level, title, *, under=None, **typed):
        query = f"?level={level}" + (f"&under={under.pk}" if under else "")
        self.does("node_create", plan.pk, query=query, title_th=title, **typed)
        return PlanNode.objects.get(plan=plan, title_th=title)

    def draws_up(self, host):
        """A plan with a vision and two issues, each with objective and strategy."""
        self.does(
            "plan_create",
            template=plans.template().pk, title="แผนพัฒนา พ.ศ. 2571–2575",
            first_year="2571", last_year="2575",
        )  # fmt: skip
        plan = Plan.objects.get(area=self.area)
        vision = self.adds(plan, "vision", "เมืองเกษตรปลอดภัย เดินทางสะดวก")
        for title, weight in (("เกษตรมูลค่าสูง", "60"), ("เดินทางปลอดภัย", "40")):
            issue = self.adds(plan, "issue", title, under=vision, weight=weight)
            assert "ยังไม่มีเจ้าภาพ" in self.is_refused("plan_submit", plan.pk)
            self.does(
                "node_edit", plan.pk, issue.pk, edition=issue.edition,
                title_th=title, code=issue.code, weight=weight, host=host.pk,
            )  # fmt: skip
            aim = self.adds(plan, "objective", f"เป้าของ{title}", under=issue, host=host.pk)
            self.adds(plan, "strategy", f"แนวทางของ{title}", under=aim, host=host.pk)
        return plan

    def adopts(self, plan):
        self.does("plan_submit", plan.pk)
        self.does(
            "plan_adopt", plan.pk, committee="คณะกรรมการบริหารงานแบบบูรณาการ", number="3/2570",
            adopted_on_day="12", adopted_on_month="7", adopted_on_year="2570",
            file=pdf("มติ.pdf"),
        )  # fmt: skip
        plan.refresh_from_db()
        assert plan.status == Plan.Status.ADOPTED
        assert "เห็นชอบแล้ว" in self.is_refused("plan_move", plan.pk, step="1:up")

    def fills_the_register(self, plan, collector, supervisor):
        aims = PlanNode.objects.filter(plan=plan, level="objective").order_by("code")
        for (name, unit, _weight, _levels), aim in zip(INDICATORS, aims, strict=True):
            self.does(
                "register_create", name_th=name, unit=unit, kind="node", nodes=[aim.pk],
                definition=f"นิยามของ{name}", formula="ผลรวมของทุกอำเภอ", source="รายงานของหน่วยงาน",
                collector=collector.pk, supervisor=supervisor.pk,
            )  # fmt: skip

    def makes_the_card(self):
        self.does("card_open", YEAR)
        picked = Indicator.objects.filter(area=self.area).order_by("code")
        self.does("card_choose", YEAR, pick=[one.pk for one in picked])
        lines = {
            line.indicator.name_th: line
            for line in Criteria.objects.filter(card__area=self.area).select_related("indicator")
        }
        rows = [(lines[name], weight, levels) for name, _unit, weight, levels in INDICATORS]
        weighed = {f"code-{line.pk}": f"{n}" for n, (line, _w, _l) in enumerate(rows, start=1)}
        weighed |= {f"weight-{line.pk}": weight for line, weight, _l in rows}
        for wrong in ("39.99", "40.01"):
            self.does(
                "card_lines", YEAR, action="save", **weighed | {f"weight-{rows[1][0].pk}": wrong}
            )
            answer = self.client.post(reverse("card_agree", args=[self.area.code, YEAR]))
            assert answer.status_code in (302, 409, 422)
            assert Card.objects.get(area=self.area).status == Card.Status.DRAFT
        self.does("card_lines", YEAR, action="save", **weighed)
        for line, weight, levels in rows:
            boxes = {f"level{n}": level for n, level in enumerate(levels, start=1)}
            typed = {"weight": weight, "target": levels[2], "target_level": "3", "parts": "0"}
            equal = {**boxes, "level4": levels[2]}
            said = self.is_refused(
                "criteria_edit", YEAR, line.pk, action="save", method="interpolate", **typed | equal
            )
            assert "ระดับ" in said
            self.does(
                "criteria_edit", YEAR, line.pk, action="save", method="interpolate", **typed | boxes
            )
        self.does("card_agree", YEAR)
        assert Card.objects.get(area=self.area).status == Card.Status.AGREED

    def signs(self, giver):
        card = Card.objects.get(area=self.area)
        self.does(
            "agreement_prepare", YEAR, card=card.pk, giver_post=giver.pk,
            receiver_office="ปลัดกระทรวงมหาดไทย", place="ศาลากลางจังหวัด",
            dated_day="20", dated_month="7", dated_year="2570",
        )  # fmt: skip
        agreement = Agreement.objects.get(card=card)
        self.does("agreement_report", YEAR, agreement.pk, language="th", digits="arabic")
        report = EvaluationReport.objects.get(agreement=agreement)
        assert worker.run(report.job_id), Job.objects.get(pk=report.job_id).error
        for party in ("giver", "receiver"):
            self.does(
                "agreement_sign", YEAR, agreement.pk, party, signer=f"ผู้ลงนาม {party}",
                signed_on_day="20", signed_on_month="7", signed_on_year="2570",
                way=AgreementSignature.Way.PAPER, file=pdf(f"{party}.pdf"),
            )  # fmt: skip
        agreement.refresh_from_db()
        assert agreement.status == Agreement.Status.COMPLETE
        report.refresh_from_db()
        return report


def pdf(name):
    return SimpleUploadedFile(name, b"%PDF-1.4 sample " + name.encode())


@pytest.fixture
def place(request, nakhonsawan, cluster):
    """A province, or the cluster with it as a member; both begin with nothing but their posts."""
    return {"province": nakhonsawan, "cluster": cluster}[request.param]


@pytest.mark.parametrize("place", ["province", "cluster"], indirect=True)
def test_from_an_empty_area_to_a_signed_agreement(place, signed_in, client, phichit):
    seat = factories.agency(place, "สำนักงานของพื้นที่")
    head = factories.post(seat, "หัวหน้าของพื้นที่", "executive", "agency_head")
    collector = factories.post(seat, "นักวิเคราะห์ผู้จัดเก็บข้อมูล", "officer")
    planner = factories.user("strategist", factories.post(seat, "นักวิเคราะห์นโยบายและแผน", "planner"))
    office = Office(signed_in(planner), place)
    assert "ยังไม่มี" in office.page("plan_list")
    assert "ยังไม่มี" in office.page("card_detail", YEAR)

    plan = office.draws_up(host=head)
    if place.kind == "cluster":
        issue = PlanNode.objects.get(plan=plan, title_th="เกษตรมูลค่าสูง")
        member = members_strategy(phichit)
        office.does("node_references", plan.pk, issue.pk, member_node=member.pk)
        assert NodeReference.objects.get().node == issue
        assert member.title_th in office.page("plan_members", plan.pk)
    office.adopts(plan)
    office.fills_the_register(plan, collector, supervisor=head)
    office.makes_the_card()
    report = office.signs(giver=head)

    # The paper says what was agreed, and anyone can check it.
    paper = b"".join(office.client.get(reverse("report_download", args=[report.pk])))
    exact_text(paper, ["คำรับรองการปฏิบัติราชการ", *(name for name, *_ in INDICATORS), report.code])
    found = client.get(reverse("verify_code", args=[report.code])).content.decode()
    assert "มีเอกสารรหัสนี้จริง และเป็นฉบับปัจจุบัน" in found


def members_strategy(phichit):
    """A strategy of the adopted plan of a member, for the same years."""
    office = factories.agency(phichit, "สำนักงานจังหวัดพิจิตร")
    host = factories.post(office, "หัวหน้าสำนักงานจังหวัด", "agency_head")
    planner = factories.user(
        "elsewhere", factories.post(office, "นักวิเคราะห์นโยบายและแผน", "planner")
    )
    plan = plans.draft(phichit, planner, years=(2571, 2575))
    plans.grown(plan, planner, host)
    versions.submit(plan=plan, by=planner)
    versions.adopt(plan=plan, resolution="มติ ก.บ.จ. 1/2570", on=dt.date(2027, 7, 9), by=planner)
    return PlanNode.objects.filter(plan=plan, level="strategy").earliest("code")
