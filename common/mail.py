"""Letters by e-mail: plain text, Thai first and English below, because nobody knows who reads."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template import Context
from django.template.loader import get_template
from django.utils.translation import override

RULE = "\n\n" + "–" * 40 + "\n\n"


def send(
    *,
    to: str,
    template: str,
    context: Mapping[str, Any],
    headers: Mapping[str, str] | None = None,
) -> None:
    """Send the letter `templates/mail/<template>.txt` to one address.

    The first line of the template is the subject; the rest, after an empty line, the text. The
    template gets `SITE_URL` besides its context. headers: further ones, such as List-Unsubscribe.
    Raises what the mail server raises (OSError, smtplib.SMTPException): the caller decides whether
    to try again.
    """
    subjects, texts = zip(
        *(_written(template, context, code) for code in ("th", "en")), strict=True
    )
    body = RULE.join(texts) + "\n"
    EmailMessage(" / ".join(subjects), body, to=[to], headers=dict(headers or {})).send()


def _written(template: str, context: Mapping[str, Any], language: str) -> tuple[str, str]:
    with override(language):
        # A letter is plain text: a name with & or < in it stays as it is.
        facts = Context({**context, "SITE_URL": settings.SITE_URL}, autoescape=False)
        found: Any = get_template(f"mail/{template}.txt")
        whole = found.template.render(facts).strip()
    subject, _, text = whole.partition("\n")
    return subject.strip(), text.strip()
