"""The register on screen: agencies, posts, holders; who keeps it and who only reads it."""

import datetime as dt

import pytest
from django.utils.html import escape

from accounts import workflow
from accounts.models import Post, Tenure
from common import clock
from demo.bench.database import analyze
from provinces.models import Agency, Area
from tests import factories

DAY = dt.date(2027, 7, 20)
AGENCY = {
    "code": "NS-CDD",
    "name_th": "สำนักงานสถิติจังหวัดนครสวรรค์",
    "sector": "central_state",
    "phone": "056 000 000",
}


def day(name: str, on: dt.date) -> dict[str, str]:
    return {
        f"{name}_day": str(on.day),
        f"{name}_month": str(on.month),
        f"{name}_year": str(on.year + 543),
    }


def many(area: Area, agencies: int, posts: int, person) -> None:
    """Agencies with posts each, every second post held."""
    offices = Agency.objects.bulk_create(
        Agency(area=area, code=f"M{n:04}", name_th=f"หน่วยงานที่ {n:04}", sector="local")
        for n in range(agencies)
    )
    made = Post.objects.bulk_create(
        Post(agency=office, title_th=f"ตำแหน่งที่ {n:03}") for office in offices for n in range(posts)
    )
    Tenure.objects.bulk_create(
        Tenure(post=post, user=person, valid_from=factories.LONG_AGO) for post in made[::2]
    )
    analyze()


def test_it_works(signed_in, planner, head_post, officer):
    client = signed_in(planner)
    made = client.post("/60/agencies/new/", AGENCY)
    agency = Agency.objects.get(code="NS-CDD")
    assert made["Location"] == f"/60/agencies/{agency.pk}/"
    made = client.post(
        f"/60/agencies/{agency.pk}/posts/new/",
        {"title_th": "สถิติจังหวัด", "title_en": "Provincial statistician", "roles": ["agency_head"]},
    )
    post = agency.posts.get()
    assert made["Location"] == f"/60/posts/{post.pk}/"
    begun = client.post(
        f"/60/posts/{post.pk}/begin/?q=officer",
        {"user": officer.pk, "acting": "", **day("valid_from", DAY)},
    )
    assert begun.status_code == 302
    tenure = post.tenures.get()
    assert (tenure.user, tenure.acting, tenure.valid_from) == (officer, False, DAY)
    ended = client.post(
        f"/60/tenures/{tenure.pk}/end/",
        {**day("valid_to", dt.date(2027, 9, 30)), "reason": "เกษียณ"},
    )
    assert ended["Location"] == f"/60/posts/{post.pk}/handover/?tenure={tenure.pk}"
    assert workflow.history(tenure)[0].reason == "เกษียณ"
    assert "30 กันยายน 2570 งานที่อยู่กับตำแหน่ง 0 เรื่อง" in workflow.history(post)[0].reason
    page = client.get(ended["Location"]).content.decode()
    assert "ผู้ใช้ officer" in page
    assert "วันที่ ๓๐ เดือนกันยายน พ.ศ. ๒๕๗๐" in page


def test_everybody_of_the_area_reads_the_register(signed_in, officer, head, head_post, development):
    client = signed_in(officer)
    text = client.get("/60/agencies/").content.decode()
    assert development.name_th in text
    assert "ผู้ใช้ head" in text
    assert "/60/agencies/new/" not in text
    text = client.get(f"/60/agencies/{development.pk}/").content.decode()
    assert head_post.title_th in text
    text = client.get(f"/60/posts/{head_post.pk}/").content.decode()
    assert "งานที่อยู่กับตำแหน่ง" not in text
    assert client.get("/60/posts/vacant/").status_code == 200


def test_the_holder_sees_the_work_of_the_own_post(signed_in, head, head_post):
    client = signed_in(head)
    assert "งานที่อยู่กับตำแหน่ง" in client.get(f"/60/posts/{head_post.pk}/").content.decode()
    assert client.get(f"/60/posts/{head_post.pk}/handover/").status_code == 200


@pytest.fixture
def addresses(development, head_post, head):
    return [
        "/60/agencies/new/",
        f"/60/agencies/{development.pk}/edit/",
        f"/60/agencies/{development.pk}/posts/new/",
        f"/60/posts/{head_post.pk}/edit/",
        f"/60/posts/{head_post.pk}/begin/",
        f"/60/tenures/{head.tenures.get().pk}/end/",
    ]


def test_an_officer_is_told_who_may(signed_in, officer, addresses, head_post):
    client = signed_in(officer)
    for address in [*addresses, f"/60/posts/{head_post.pk}/handover/"]:
        page = client.get(address)
        assert page.status_code == 403, address
        assert "เจ้าหน้าที่ยุทธศาสตร์" in page.content.decode()
    assert client.post(addresses[0], AGENCY).status_code == 403
    assert not Agency.objects.filter(code="NS-CDD").exists()


def test_for_another_province_nothing_exists(signed_in, stranger, addresses, head_post):
    client = signed_in(stranger)
    for address in [*addresses, "/60/agencies/", f"/60/posts/{head_post.pk}/"]:
        assert client.get(address).status_code == 404, address
        assert client.get(address.replace("/60/", "/66/")).status_code in (200, 404)
    own = [one.replace("/60/", "/66/") for one in addresses[1:]]
    assert [client.get(address).status_code for address in own] == [404] * len(own)
    assert client.get(f"/66/posts/{head_post.pk}/").status_code == 404


def test_the_cluster_reads_its_provinces_and_edits_nothing_there(
    signed_in, cluster, development, head_post
):
    place = factories.agency(cluster, "สำนักงานกลุ่มจังหวัด")
    person = factories.user("clusterplanner", factories.post(place, "นักวิเคราะห์", "planner"))
    client = signed_in(person)
    assert client.get(f"/60/agencies/{development.pk}/").status_code == 200
    assert client.get(f"/60/agencies/{development.pk}/edit/").status_code == 403
    assert client.get("/N-L2/agencies/new/").status_code == 200


def test_what_was_typed_stays_and_faults_stand_at_their_boxes(signed_in, planner, development):
    page = signed_in(planner).post(
        "/60/agencies/new/",
        {**AGENCY, "code": development.code, "name_th": "ชื่อที่พิมพ์ไว้", "email": "ไม่ใช่อีเมล"},
    )
    assert page.status_code == 422
    assert "email" in page.context["form"].errors
    page = signed_in(planner).post(
        "/60/agencies/new/", {**AGENCY, "code": development.code, "name_th": "ชื่อที่พิมพ์ไว้"}
    )
    text = page.content.decode()
    assert page.status_code == 422
    assert "รหัสหน่วยงานนี้มีอยู่แล้วในพื้นที่" in text
    assert "ชื่อที่พิมพ์ไว้" in text


def test_a_second_full_holder_is_refused_and_an_acting_one_is_not(
    signed_in, planner, head, head_post, officer
):
    client = signed_in(planner)
    address = f"/60/posts/{head_post.pk}/begin/?q=officer"
    typed = {"user": officer.pk, "acting": "", **day("valid_from", DAY)}
    page = client.post(address, typed)
    assert page.status_code == 422
    assert page.context["form"].errors["valid_from"] == [
        "ผู้ใช้ head ดำรงตำแหน่งนี้อยู่ตั้งแต่ 1 มกราคม 2543 โปรดบันทึกวันสิ้นสุดของผู้นั้นก่อน"
    ]
    assert client.post(address, {**typed, "acting": "acting"}).status_code == 302
    with clock.at(DAY):
        text = client.get(f"/60/agencies/{head_post.agency_id}/").content.decode()
    assert "(รักษาการ)" in text


def test_a_day_before_the_beginning_is_refused(signed_in, planner, head):
    tenure = head.tenures.get()
    page = signed_in(planner).post(
        f"/60/tenures/{tenure.pk}/end/", day("valid_to", dt.date(1999, 12, 31))
    )
    assert page.status_code == 422
    assert "วันสิ้นสุดต้องไม่ก่อนวันเริ่ม (1 มกราคม 2543)" in page.content.decode()
    tenure.refresh_from_db()
    assert tenure.valid_to is None


def test_a_post_does_not_move_to_another_area(signed_in, planner, head_post, phichit):
    elsewhere = factories.agency(phichit, "สำนักงานจังหวัดพิจิตร")
    page = signed_in(planner).post(
        f"/60/posts/{head_post.pk}/edit/", {"agency": elsewhere.pk, "title_th": "ย้าย"}
    )
    assert page.status_code == 422
    assert "ย้ายตำแหน่งไปหน่วยงานนอกพื้นที่ไม่ได้" in page.content.decode()
    head_post.refresh_from_db()
    assert head_post.title_th == "พัฒนาการจังหวัด"


def test_accounts_of_other_areas_are_found_by_their_whole_name_only(
    signed_in, planner, head_post, officer, stranger
):
    client = signed_in(planner)

    def found(q: str) -> str:
        return client.get(f"/60/posts/{head_post.pk}/begin/", {"q": q}).content.decode()

    assert f'value="{officer.pk}"' in found("ผู้ใช้ off")
    assert "ไม่พบบัญชีที่ค้นหา" in found("strang")
    assert "ผู้ใช้ stranger" in found("stranger@example.test")
    assert "ไม่พบบัญชีที่ค้นหา" in found("planner")  # nobody gives themself a post
    page = client.post(
        f"/60/posts/{head_post.pk}/begin/?q=officer",
        {"user": stranger.pk, **day("valid_from", DAY)},
    )
    assert page.status_code == 422


@pytest.mark.parametrize(
    ("asked", "seen"),
    [
        ({"q": "พัฒนา  ชุมชน"}, True),
        ({"q": "พัฒนาการ"}, True),  # the title of a post
        ({"q": "ผู้ใช้ head"}, True),
        ({"q": "เกษตร"}, False),
        ({"sector": "regional_state"}, True),
        ({"sector": "private"}, False),
        ({"q": "\x00", "sector": "nonsense", "page": "x"}, False),
    ],
)
def test_search(signed_in, planner, development, head, asked, seen):
    page = signed_in(planner).get("/60/agencies/", asked)
    rows = [row.agency for row in page.context["page"].rows]
    assert (development in rows) is seen


def test_posts_without_a_holder_are_listed_with_the_last_one(
    signed_in, planner, head, head_post, officer_post
):
    Tenure.objects.filter(user=head).update(valid_to=dt.date(2020, 9, 30))
    page = signed_in(planner).get("/60/posts/vacant/")
    last = {row.post: row.last for row in page.context["page"].rows}
    assert last[head_post].user == head
    assert last[officer_post] is None
    assert "ไม่มีผู้ดำรงตำแหน่ง 2 ตำแหน่ง" in signed_in(planner).get("/60/agencies/").content.decode()


def test_agencies_of_a_district_stand_in_the_register_of_its_province(
    signed_in, planner, nakhonsawan
):
    district = Area.objects.create(
        kind="district", code="6001", name_th="เมืองนครสวรรค์", province=nakhonsawan
    )
    client = signed_in(planner)
    assert client.post("/60/agencies/new/", {**AGENCY, "area": district.pk}).status_code == 302
    agency = Agency.objects.get(code="NS-CDD")
    assert agency.area == district
    assert escape(agency.name_th) in client.get("/60/agencies/").content.decode()


@pytest.mark.parametrize("address", ["/60/agencies/", "/60/agencies/?q=ที่", "/60/posts/vacant/"])
def test_lists_ask_the_same_number_of_questions_of_few_and_of_many(
    signed_in, planner, officer, nakhonsawan, address, django_assert_max_num_queries
):
    client = signed_in(planner)
    many(nakhonsawan, 3, 2, officer)
    with django_assert_max_num_queries(12) as few:
        client.get(address)
    Tenure.objects.filter(post__agency__code__startswith="M").delete()
    Post.objects.filter(agency__code__startswith="M").delete()
    Agency.objects.filter(code__startswith="M").delete()
    many(nakhonsawan, 500, 10, officer)
    with django_assert_max_num_queries(len(few.captured_queries)):
        page = client.get(address)
    assert page.status_code == 200


def test_an_agency_with_many_posts_asks_the_same_number_of_questions(
    signed_in, planner, officer, nakhonsawan, django_assert_max_num_queries
):
    client = signed_in(planner)
    many(nakhonsawan, 1, 300, officer)
    agency = Agency.objects.get(code="M0000")
    with django_assert_max_num_queries(11):
        page = client.get(f"/60/agencies/{agency.pk}/?page=2")
    assert len(page.context["page"].rows) == 50
