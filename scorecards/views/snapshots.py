"""Frozen scorecards: one, all of a year, the file, and what has changed since."""

import io
import json

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts import workflow
from accounts.http import Request
from accounts.scope import planning_area
from common.downloads import attachment
from common.language import page_language
from scorecards.models import Snapshot
from scorecards.selectors import scorecard as live
from scorecards.selectors import snapshots as selectors
from scorecards.services import snapshots
from scorecards.views.cards import order


def find(request: Request, pk: int) -> Snapshot:
    """A snapshot of an area that the person sees, with its content."""
    rows = Snapshot.objects.visible_to(request.user).select_related(
        "area", "created_by", "replaces", "replaced_by"
    )
    return get_object_or_404(rows.defer("replaces__content", "replaced_by__content"), pk=pk)


@require_safe
@login_required
def detail(request: Request, pk: int) -> HttpResponse:
    """The card as it was frozen, from the snapshot alone."""
    snapshot = find(request, pk)
    page = selectors.snapshot_page(snapshot, page_language(), **order(request))
    return render(
        request,
        "scorecards/snapshot_detail.html",
        {
            "area": snapshot.area,
            "year": snapshot.fiscal_year,
            "snapshot": snapshot,
            "page": page,
            "card": page.card,
            "verification": snapshots.verify(snapshot),
            "moves": workflow.history(snapshot),
            "is_sample": page.card.sample,
        },
    )


@require_safe
@login_required
def download(request: Request, pk: int) -> HttpResponseBase:
    """The frozen content, exactly the bytes that the SHA-256 is over."""
    snapshot = find(request, pk)
    name = f"scorecard-{snapshot.area.code}-{snapshot.fiscal_year}-{snapshot.number}.json"
    content = snapshot.content.encode()
    return attachment(
        request,
        lambda: io.BytesIO(content),
        size=len(content),
        name=name,
        content_type="application/json",
        sha256=snapshot.sha256,
    )


@require_safe
@login_required
def changes(request: Request, pk: int) -> HttpResponse:
    """What is different today from what was frozen."""
    snapshot = find(request, pk)
    frozen = json.loads(snapshot.content)
    round = snapshot.round
    round.area = snapshot.area
    rounds = live.rounds_of(request.user, snapshot.area.code, snapshot.fiscal_year)
    found = selectors.differences(frozen, live.card_content(rounds, round), page_language())
    return render(
        request,
        "scorecards/snapshot_changes.html",
        {
            "area": snapshot.area,
            "year": snapshot.fiscal_year,
            "snapshot": snapshot,
            "differences": found,
            "is_sample": snapshot.is_sample,
        },
    )


@require_safe
@login_required
def listing(request: Request, area_code: str, year: int) -> HttpResponse:
    """All snapshots of a year, newest first, with what replaced what."""
    area = planning_area(request.user, area_code)
    rows = list(selectors.listed(request.user).filter(area=area, fiscal_year=year))
    return render(
        request,
        "scorecards/snapshot_list.html",
        {"area": area, "year": year, "snapshots": rows},
    )
