"""One post with who holds it, its form, and the posts that nobody holds."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts import workflow
from accounts.http import Request
from accounts.people import handover, selectors
from accounts.people.forms import PostForm
from accounts.people.selectors import of_area
from accounts.people.views.places import find_agency, find_post, may_edit, require_edit
from accounts.permissions import Permission
from accounts.roles import ROLES
from accounts.scope import planning_area
from accounts.services import posts, tenures
from common.errors import Refused
from provinces.models import Agency

HISTORY = {
    posts.OPEN: gettext_lazy("บันทึกข้อมูลตำแหน่ง"),
    tenures.HANDED_OVER: gettext_lazy("ส่งมอบงาน"),
}


@require_safe
@login_required
def post_detail(request: Request, area_code: str, pk: int) -> HttpResponse:
    """A post; its open work is shown to its holder and to who keeps the register."""
    area = planning_area(request.user, area_code)
    post = find_post(area, pk)
    keeps = may_edit(request.user, area)
    sees_work = keeps or post.pk in request.user.authority.posts
    sees_history = request.user.authority.may(Permission.HISTORY_VIEW, area=area)
    context = {
        "area": area,
        "row": selectors.post_rows([post])[0],
        "roles": [ROLES[code].label for code in post.roles],
        "may_edit": keeps,
        "sees_work": sees_work,
        "works": handover.open_work(post) if sees_work else (),
        "history": workflow.history(post) if sees_history else None,
        "history_words": HISTORY,
    }
    return render(request, "accounts/people/post_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def post_create(request: Request, area_code: str, pk: int) -> HttpResponse:
    area = planning_area(request.user, area_code)
    agency = find_agency(area, pk)
    require_edit(request.user, area)
    form = PostForm(None, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = posts.create(agency=agency, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("เพิ่มตำแหน่งแล้ว"))
            return redirect("post_detail", area.code, made.pk)
    context = {"area": area, "agency": agency, "form": form}
    return render(
        request, "accounts/people/post_edit.html", context, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def post_edit(request: Request, area_code: str, pk: int) -> HttpResponse:
    area = planning_area(request.user, area_code)
    post = find_post(area, pk)
    require_edit(request.user, area)
    agencies = Agency.objects.filter(of_area(area)).order_by("name_th")
    form = PostForm(agencies, request.POST or None, post=post)
    if request.method == "POST" and form.is_valid():
        try:
            posts.update(post=post, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("บันทึกตำแหน่งแล้ว"))
            return redirect("post_detail", area.code, post.pk)
    context = {"area": area, "agency": post.agency, "post": post, "form": form}
    return render(
        request, "accounts/people/post_edit.html", context, status=422 if form.errors else 200
    )


@require_safe
@login_required
def posts_vacant(request: Request, area_code: str) -> HttpResponse:
    area = planning_area(request.user, area_code)
    context = {
        "area": area,
        "page": selectors.vacant_page(area, request.GET.get("page")),
        "may_edit": may_edit(request.user, area),
    }
    return render(request, "accounts/people/posts_vacant.html", context)
