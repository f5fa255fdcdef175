"""Passwords that are easy to guess are refused; of what letters they are made is nobody's rule.

zxcvbn knows lists of leaked passwords, names, words, dates and runs on the keyboard, and works
without a network. It judges 72 characters at most; what is stored is the whole password.
"""

import re
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from zxcvbn import zxcvbn

JUDGED = 72
# Of 0–4: guessed with some 10^8 attempts at least, out of reach of guessing at the sign-in page.
ENOUGH = 3
OWN_WORDS = (str(settings.PRODUCT_NAME), "prasan", "province", "changwat", "governor", "integrated")
BETWEEN = re.compile(r"[\s.,()/@_–-]+")


class GuessableValidator:
    """Refuses what an attacker would try first, the words around the person included."""

    def validate(self, password: str, user: Any = None) -> None:
        judged = password[:JUDGED]
        if zxcvbn(judged, user_inputs=_words_around(user))["score"] < ENOUGH:
            raise ValidationError(
                _("รหัสผ่านนี้เดาได้ง่าย ใช้คำที่ไม่เกี่ยวกันสามสี่คำต่อกัน และไม่ใช้ชื่อตน ชื่อหน่วยงาน หรือปีเกิด"),
                code="password_guessable",
            )

    def get_help_text(self) -> str:
        return _("ยาวอย่างน้อย 12 ตัวอักษร ใช้ภาษาไทยและเว้นวรรคได้ ไม่ต้องมีตัวเลขหรือเครื่องหมาย แต่ต้องเดาได้ยาก")


def _words_around(user: Any) -> list[str]:
    """What somebody who knows the person and the office would try."""
    if user is None:
        return list(OWN_WORDS)
    said = [user.username, user.name, user.email]
    if user.pk:
        for tenure in user.tenures.select_related("post__agency__area"):
            agency = tenure.post.agency
            said += [tenure.post.title_th, tenure.post.title_en, agency.name_th, agency.name_en]
            said += [agency.short_name, agency.area.name_th, agency.area.name_en]
    words = {word.lower() for text in said for word in BETWEEN.split(text) if len(word) > 2}
    return [*OWN_WORDS, *said, *sorted(words)]
