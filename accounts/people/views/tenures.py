"""Taking up a post, leaving it, and the sheet with which its work is handed over."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import Request
from accounts.models import Tenure
from accounts.people import accounts, handover
from accounts.people.forms import TenureBeginForm, TenureEndForm, refuse
from accounts.people.views.places import find_post, find_tenure, require_edit
from accounts.scope import planning_area
from accounts.services import tenures
from common import clock
from common.errors import Refused

LONGEST_SEARCH = 100


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def tenure_begin(request: Request, area_code: str, pk: int) -> HttpResponse:
    """Look an account up (`?q=`), then say from when the person holds the post."""
    area = planning_area(request.user, area_code)
    post = find_post(area, pk)
    require_edit(request.user, area)
    asked = request.POST.get("q") or request.GET.get("q", "")
    q = asked.strip()[:LONGEST_SEARCH].replace("\x00", "")
    found = accounts.found(request.user, q)
    data = request.POST if request.method == "POST" else None
    form = TenureBeginForm(found, data, initial={"valid_from": clock.today()})
    if data is not None and form.is_valid():
        try:
            tenures.begin(post=post, by=request.user, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("บันทึกผู้ดำรงตำแหน่งแล้ว"))
            return redirect("post_detail", area.code, post.pk)
    context = {
        "area": area,
        "post": post,
        "q": q,
        "found": bool(q) and found.exists(),
        "form": form,
    }
    return render(
        request, "accounts/people/tenure_begin.html", context, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def tenure_end(request: Request, area_code: str, pk: int) -> HttpResponse:
    """Show the open work of the post, and write down the last day; then comes the sheet."""
    area = planning_area(request.user, area_code)
    tenure = find_tenure(area, pk)
    require_edit(request.user, area)
    data = request.POST if request.method == "POST" else None
    form = TenureEndForm(tenure, data)
    if data is not None and form.is_valid():
        last, reason = form.cleaned_data["valid_to"], form.cleaned_data["reason"]
        try:
            tenures.end(tenure=tenure, on=last, by=request.user, reason=reason)
        except Refused as refused:
            refuse(form, refused)
        else:
            address = reverse("handover_sheet", args=[area.code, tenure.post_id])
            return redirect(f"{address}?tenure={tenure.pk}")
    context = {
        "area": area,
        "tenure": tenure,
        "works": handover.open_work(tenure.post),
        "form": form,
    }
    return render(
        request, "accounts/people/tenure_end.html", context, status=422 if form.errors else 200
    )


@require_safe
@login_required
def handover_sheet(request: Request, area_code: str, pk: int) -> HttpResponse:
    """The sheet to print and sign: for who keeps the register, and for who holds the post."""
    area = planning_area(request.user, area_code)
    post = find_post(area, pk)
    if post.pk not in request.user.authority.posts:
        require_edit(request.user, area)
    asked = request.GET.get("tenure", "")
    giver = Tenure.objects.filter(post=post, pk=int(asked)).first() if asked.isdecimal() else None
    if asked and giver is None:
        raise Http404
    context = {
        "area": area,
        "sheet": handover.sheet(post, giver),
        "day": clock.today(),
        "is_sample": settings.DEMO_TODAY is not None,
    }
    return render(request, "accounts/people/handover_sheet.html", context)
