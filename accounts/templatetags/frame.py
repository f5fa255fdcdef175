"""The frame of every page: `{% frame as frame %}` in base.html, asked once a page."""

from typing import Any

from django import template
from django.template import Context

from accounts import frames

register = template.Library()


@register.simple_tag(takes_context=True)
def frame(context: Context) -> frames.Frame:
    """Areas, years and menu for the header, from `area`, `year` and `is_sample` of the view."""
    request: Any = context.get("request")
    return frames.frame(
        user=getattr(request, "user", None),
        area=context.get("area"),
        year=context.get("year"),
        is_sample=context.get("is_sample"),
        match=getattr(request, "resolver_match", None),
        path=getattr(request, "path", ""),
    )
