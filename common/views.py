"""The gallery of components."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.gallery import example


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for those who build the product and those who run it."""
    if not (settings.DEBUG or _runs_the_system(request)):
        raise Http404
    pages = Paginator(range(95), 10).get_page(request.GET.get("page", 4))
    return render(request, "common/gallery.html", {**example(), "pages": pages})


def _runs_the_system(request: HttpRequest) -> bool:
    authority = getattr(request.user, "authority", None)
    return authority is not None and "system_admin" in authority.roles
