"""Download of evidence, authorised by the object that it proves."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.views.decorators.http import require_safe

from common import slots
from common.downloads import attachment
from common.querysets import one_or_404
from evidence.models import Evidence


def may_see(user: Any, evidence: Evidence) -> bool:
    """Whether an object that the person sees is proved by this evidence."""
    return any(owner(user, evidence) for owner in slots.evidence_owners)


@require_safe
@login_required
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file as an attachment (nothing of it runs in our pages), or the way to the link."""
    evidence = one_or_404(Evidence.objects.all(), pk=pk)
    if not may_see(request.user, evidence):
        raise Http404
    if evidence.url:
        return HttpResponseRedirect(evidence.url)
    return attachment(
        request,
        lambda: evidence.file.open("rb"),
        size=evidence.size,
        name=evidence.name,
        content_type=evidence.content_type,
        sha256=evidence.sha256,
    )
