"""A frozen card's content made by hand (`prasan-snapshot/1`): no database, the real engine.

`content()` is the sample card of FY2570 after nine months with every state on it: scored lines,
two watched lines of weight 0 (without criteria, not due), provisional results, a milestone and a
composite line. Tests change it through `edit(content, …)` and `rescored`.
"""

# ruff: noqa: E501 - sentences of a card

import copy
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from kpis.scoring import ENGINE_VERSION, parse_card, result_data, score_card
from tests.factories.cards import PART_LEVELS
from tests.factories.sample_cards import CARDS, ISSUES

Json = dict[str, Any]

RULES = {
    "version": "opdc-2548", "scale": "1-5", "floor": "1", "places": 4, "redistribute": "all",
}  # fmt: skip
HOSTS = {
    "1": ("สำนักงานเกษตรและสหกรณ์จังหวัดนครสวรรค์", "Nakhon Sawan Agriculture and Cooperatives Office"),
    "2": ("สำนักงานพัฒนาชุมชนจังหวัดนครสวรรค์", "Nakhon Sawan Community Development Office"),
    "3": ("สำนักงานสาธารณสุขจังหวัดนครสวรรค์", "Nakhon Sawan Public Health Office"),
    "4": ("สำนักงานทรัพยากรธรรมชาติและสิ่งแวดล้อมจังหวัดนครสวรรค์", "Nakhon Sawan Environment Office"),
}
STATEMENT = (
    "ดำเนินการตามแผนปฏิบัติการประจำปีร่วมกับอำเภอและองค์กรปกครองส่วนท้องถิ่น จัดอบรมกลุ่มเป้าหมาย 12 รุ่น "
    "ติดตามผลรายเดือนผ่านที่ประชุมหัวหน้าส่วนราชการ และปรับแผนการเบิกจ่ายให้เร็วขึ้นหนึ่งไตรมาส\n"
    "ผลรอบ 9 เดือนเพิ่มขึ้นจากรอบก่อน เนื่องจากน้ำต้นทุนเพียงพอและมีการเชื่อมโยงตลาดล่วงหน้า"
)
SUPPORTING = "ผู้ว่าราชการจังหวัดกำหนดเป็นวาระจังหวัด มีคณะทำงานร่วมภาครัฐ เอกชน และชุมชน ประชุมทุกเดือน"
OBSTACLES = "บุคลากรระดับอำเภอเปลี่ยนบ่อย ฝนทิ้งช่วงในเดือนกรกฎาคม และราคาวัตถุดิบสูงขึ้นจากที่ประมาณการไว้"
SUGGESTIONS = "ควรจัดทำฐานข้อมูลกลางของจังหวัด และกำหนดผู้รับผิดชอบสำรองในทุกอำเภอก่อนเริ่มรอบ 12 เดือน"
STEPS = [
    "แต่งตั้งคณะทำงานและกำหนดขอบเขตงาน",
    "สำรวจและออกแบบร่วมกับผู้มีส่วนได้ส่วนเสีย",
    "เสนอแผนต่อคณะกรรมการบริหารงานจังหวัด",
    "ดำเนินการตามแผนได้ไม่น้อยกว่าร้อยละ 80",
    "ประเมินผลและรายงานต่อผู้ว่าราชการจังหวัด",
]
SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
PROVISIONAL = {"1.2", "2.2"}


def post(issue: str, title_th: str, title_en: str) -> Json:
    th, en = HOSTS[issue]
    return {"post_th": title_th, "post_en": title_en, "agency_th": th, "agency_en": en,
            "phone": f"0 5680 {3110 + int(issue)}"}  # fmt: skip


def _engine_lines() -> list[Json]:
    lines: list[Json] = []
    for code, _name, _unit, weight, _target, levels, result, _score in CARDS[2570]:
        line: Json = {"id": code, "group": code[0], "weight": weight}
        if levels == "milestone":
            line |= {"method": "milestone", "result": {"steps": [int(n) for n in result.split()]}}
        elif levels == "composite":
            given = zip(["0.5", "0.3", "0.2"], result.split(), strict=True)
            line |= {"method": "composite", "parts": [
                {"id": f"{code}.{n}", "weight": heavy, "method": "interpolate",
                 "levels": PART_LEVELS, "result": {"value": value}}
                for n, (heavy, value) in enumerate(given, start=1)
            ]}  # fmt: skip
        else:
            line |= {"method": "interpolate", "levels": levels.split(), "result": {"value": result}}
        lines.append(line)
    watch = {"group": "4", "weight": "0", "method": "interpolate", "result": {"state": "not_due"}}
    lines.append({"id": "4.5", **watch, "levels": ["50", "55", "60", "65", "70"]})
    lines.append({"id": "4.6", **watch, "levels": None, "result": {"value": "7"}})
    return lines


def _result(code: str, engine: Json) -> Json | None:
    given = engine.get("result") or {}
    if given.get("state") == "not_due":
        return None
    verified = code not in PROVISIONAL
    return {
        "id": 1, "status": "verified" if verified else "certified", "value": given.get("value"),
        "steps": given.get("steps"), "as_of": "2027-06-30", "not_applicable": False,
        "parts": {part["id"]: part["result"] for part in engine.get("parts", [])} or None,
        "statement": STATEMENT, "supporting": SUPPORTING, "obstacles": OBSTACLES,
        "suggestions": SUGGESTIONS,
        "entered_by": "ผู้ใช้ตัวอย่าง ผู้จัดเก็บข้อมูล", "entered_at": "2027-07-09T09:30:00+07:00",
        "certified_by": "ผู้ใช้ตัวอย่าง หัวหน้าหน่วยงาน", "certified_at": "2027-07-12T14:05:00+07:00",
        "verified_by": "ผู้ใช้ตัวอย่าง นักยุทธศาสตร์" if verified else None,
        "verified_at": "2027-07-16T10:00:00+07:00" if verified else None,
        "not_applicable_reason": "",
    }  # fmt: skip


def _proofs(code: str) -> list[Json]:
    return [
        {"name": f"หลักฐาน {code}.xlsx", "shows": "ตารางข้อมูลรายอำเภอ ณ วันสิ้นรอบ",
         "content_type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
         "size": 18432, "sha256": SHA, "url": ""},
        {"name": "รายงานของกรมเจ้าสังกัด", "shows": "ตัวเลขทางการ", "content_type": "", "size": None,
         "sha256": "", "url": "https://stat.example.go.th/report"},
    ]  # fmt: skip


def _line(engine: Json) -> Json:
    code = engine["id"]
    row = next((row for row in CARDS[2570] if row[0] == code), None)
    name, unit, target = (
        (row[1], row[2], row[4]) if row else (f"ตัวชี้วัดเฝ้าระวัง {code}", "ร้อยละ", None)
    )
    result = _result(code, engine)
    milestone, composite = engine["method"] == "milestone", engine["method"] == "composite"
    scored = [
        ("2.8", "รอบ 6 เดือน 2570", "6-month round, FY2570"),
        ("3.1", "รอบ 9 เดือน 2570", "9-month round, FY2570"),
    ]
    return {
        "indicator": int(code.replace(".", "")), "criteria": 1, "criteria_version": 1, "code": code,
        "name_th": name, "name_en": f"Indicator {code} of Nakhon Sawan", "unit": unit,
        "definition": "วัดผลสะสมตั้งแต่ต้นปีงบประมาณถึงวันสิ้นรอบ เฉพาะพื้นที่เป้าหมายตามแผนพัฒนาจังหวัด",
        "formula": "(ผลในรอบ ÷ ค่าฐานของปีก่อน) × 100", "source": HOSTS[code[0]][0],
        "dimension": "มิติประสิทธิผล", "node": 100 + int(code[0]), "target": target,
        "target_level": 3, "method": engine["method"], "levels": engine.get("levels"),
        "milestones": STEPS if milestone else None,
        "parts": [part | {"name": f"องค์ประกอบที่ {n}"} for n, part in enumerate(engine["parts"], 1)]
        if composite else None,
        "thresholds": None, "due": result is not None or code == "4.6",
        "owner": post(code[0], "หัวหน้ากลุ่มยุทธศาสตร์", "Head of the strategy group"),
        "supervisor": post(code[0], "หัวหน้าสำนักงาน", "Head of the office"),
        "baseline": [[2567, "14.2"], [2568, "15.5"], [2569, "16.1"]] if row else [],
        "result": result, "evidence": _proofs(code) if result else [],
        "provisional": code in PROVISIONAL,
        "trend": [{"label_th": th, "label_en": en, "score": score} for score, th, en in scored]
        if row else [],
    }  # fmt: skip


def _plan() -> Json:
    nodes: list[Json] = []
    for number, title in enumerate(ISSUES[2570], start=1):
        th, en = HOSTS[str(number)]
        base = {"host_th": th, "host_en": en, "weight": None}
        for key, level, parent, label_th, label_en, code, words in (
            (number, "issue", None, "ประเด็นการพัฒนา", "Development issue", f"{number}", title),
            (50 + number, "objective", number, "เป้าหมาย", "Objective", f"{number}.1",
             "ประชาชนในพื้นที่มีรายได้และคุณภาพชีวิตดีขึ้นอย่างต่อเนื่องและทั่วถึง"),
            (100 + number, "strategy", 50 + number, "แนวทางการพัฒนา", "Strategy", f"{number}.1.1",
             "ยกระดับมาตรฐานตลอดห่วงโซ่ด้วยเทคโนโลยีและข้อมูล"),
            (150 + number, "strategy", 50 + number, "แนวทางการพัฒนา", "Strategy", f"{number}.1.2",
             "เสริมความเข้มแข็งของเครือข่ายและหน่วยงานในพื้นที่"),
        ):  # fmt: skip
            nodes.append({"id": key, "parent": parent, "level": level, "label_th": label_th,
                          "label_en": label_en, "code": code, "title_th": words,
                          "title_en": f"{label_en} {code}", **base})  # fmt: skip
    return {
        "title": "แผนพัฒนาจังหวัดนครสวรรค์ พ.ศ. 2566–2570 ฉบับทบทวน พ.ศ. 2570", "version": 2,
        "template": "2561-2570",
        "vision_th": "ศูนย์กลางเกษตรมูลค่าสูง ชุมทางคมนาคมภาคเหนือตอนล่าง สังคมปลอดภัย น้ำมั่นคง",
        "vision_en": "A hub of high-value farming and rail, a safe society, water for all",
        "missions": [{"title_th": f"พันธกิจที่ {n} พัฒนาพื้นที่อย่างมีส่วนร่วม", "title_en": f"Mission {n}"}
                     for n in (1, 2, 3)],
        "nodes": nodes,
    }  # fmt: skip


def _projects() -> list[Json]:
    made = []
    for number in range(24):
        issue = str(number % 4 + 1)
        budget = Decimal(number * 37 % 11 + 1) * Decimal("1250000.50")
        made.append({
            "code": f"NS70-{number + 1:02d}", "name_en": f"Project {number + 1}",
            "name_th": f"โครงการส่งเสริมและพัฒนา{ISSUES[2570][int(issue) - 1]} ระยะที่ {number // 4 + 1}",
            "node": 100 + int(issue), "indicators": [f"{issue}.{number % 3 + 1}"],
            "host_th": HOSTS[issue][0], "host_en": HOSTS[issue][1],
            "joint_th": ["สำนักงานจังหวัดนครสวรรค์"] if number % 3 == 0 else [],
            "places_th": ["ตาคลี", "พยุหะคีรี", "ลาดยาว"][: number % 3 + 1], "places_en": [],
            "whole_area": number % 5 == 0, "budget": format(budget, ".2f"),
            "budget_lines": [{"source_th": "งบพัฒนาจังหวัด", "source_en": "Provincial development budget",
                              "category_th": ("งบดำเนินงาน", "งบลงทุน")[number % 2], "category_en": ("Operating", "Investment")[number % 2],
                              "allocated": format(budget, ".2f")}],
            "status_th": "อยู่ระหว่างดำเนินการ", "status_en": "Running",
        })  # fmt: skip
    return made


def content() -> Json:
    """A fresh copy of the whole; nine months of FY2570."""
    lines = _engine_lines()
    made: Json = {
        "format": "prasan-snapshot/1", "engine": ENGINE_VERSION, "rules": RULES, "lines": lines,
        "card": {
            "area": {"code": "60", "kind": "province", "name_th": "นครสวรรค์", "name_en": "Nakhon Sawan"},
            "fiscal_year": 2570,
            "round": {"code": "9", "label_th": "รอบ 9 เดือน", "label_en": "9-month round",
                      "opens": "2027-07-01", "closes": "2027-07-31", "cut_off": "2027-06-30"},
            "kind": "report", "number": 3, "title": "เสนอที่ประชุม กบจ. ครั้งที่ 4/2570", "agreed": True,
            "frozen_at": "2027-07-20T10:15:00+07:00", "sample": True, "plan": _plan(), "groups": [],
            "lines": {line["id"]: _line(line) for line in lines}, "projects": _projects(),
            "previous": {"label_th": "รอบ 6 เดือน ปีงบประมาณ 2570", "label_en": "6-month round, FY2570",
                         "fiscal_year": 2570, "round": "6", "total": "2.9013",
                         "lines": {row[0]: "2.8000" for row in CARDS[2570]}},
            "counts": {"reported": 16, "due": 17, "evidence": 34},
        },
    }  # fmt: skip
    return rescored(copy.deepcopy(made))


def rescored(made: Json) -> Json:
    """The content with the result and the groups that follow from its input."""
    made["result"] = result_data(
        score_card(parse_card({"rules": made["rules"], "lines": made["lines"]}))
    )
    titles = dict(enumerate(ISSUES[2570], start=1))
    made["card"]["groups"] = [
        {"id": group["group"], "code": group["group"], "title_th": titles.get(int(group["group"]), ""),
         "title_en": f"Issue {group['group']}", "weight": group["weight_all"],
         "score": group["score"], "weight_counted": group["weight_counted"]}
        for group in made["result"]["groups"]
    ]  # fmt: skip
    return made


def edit(change: Callable[[Json], None]) -> Json:
    """The content after a change to its input, scored again."""
    made = content()
    change(made)
    return rescored(made)


def set_state(made: Json, code: str, state: str) -> None:
    """Give a line a state instead of a result."""
    line = next(line for line in made["lines"] if line["id"] == code)
    line.pop("result", None)
    line["result"] = {"state": state}
    made["card"]["lines"][code]["result"] = None
    made["card"]["lines"][code]["evidence"] = []
