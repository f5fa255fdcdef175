"""The copy of a person's data: one zip with JSON for machines and a page for people.

The page brings its style sheet along, for it is opened without the product.
"""

import io
import json
import zipfile
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.encoding import force_str

from accounts.models import User
from accounts.personal.kept import KEPT
from accounts.personal.parts import parts
from accounts.personal.shown import shown
from common import clock
from common.slots import PersonalPart


class Encoder(DjangoJSONEncoder):
    """Dates as ISO, words in the language of the page."""

    def default(self, o: Any) -> Any:
        try:
            return super().default(o)
        except TypeError:
            return force_str(o)


def download(user: User) -> HttpResponse:
    """The zip as an attachment that nobody on the way keeps."""
    response = HttpResponse(make(user), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="personal-data-{user.pk}.zip"'
    response["Cache-Control"] = "no-store"
    return response


def make(user: User) -> bytes:
    """The bytes of the zip."""
    found = parts(user)
    context = {
        "person": user,
        "parts": tuple(map(shown, found)),
        "kept": KEPT,
        "now": clock.now(),
        "is_sample": settings.DEMO_TODAY is not None,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("data.json", as_json(found))
        zipped.writestr("data.html", render_to_string("accounts/personal/copy.html", context))
        zipped.write(settings.BASE_DIR / "static/css/personal_copy.css", "data.css")
    return out.getvalue()


def as_json(found: tuple[PersonalPart, ...]) -> str:
    """The parts as JSON: each a list of objects by column."""
    whole = {
        part.code: [
            dict(zip((str(name) for name in part.columns), row, strict=True)) for row in part.rows
        ]
        for part in found
    }
    return json.dumps(whole, cls=Encoder, ensure_ascii=False, indent=1)
