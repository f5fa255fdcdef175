"""What allauth asks us about second factors: words, names, and how secrets are stored."""

from io import BytesIO
from typing import Any

import segno
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.signing import factors
from common.sealing import box

PURPOSE = b"second factors of accounts"


class MFAAdapter(DefaultMFAAdapter):
    """Second factors in the product's own words; their secrets lie encrypted in the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_generate_recovery_codes": gettext_lazy(
            "สร้างรหัสสำรองได้เมื่อตั้งแอปยืนยันตัวตนหรือกุญแจความปลอดภัยแล้ว"
        ),
        "incorrect_code": gettext_lazy(
            "รหัสไม่ถูกต้องหรือหมดอายุแล้ว ดูรหัสล่าสุดในแอป (เปลี่ยนทุก 30 วินาที ใช้ได้ครั้งเดียว) แล้วกรอกใหม่"
        ),
    }

    def get_totp_label(self, user: Any) -> str:
        return str(user.username)

    def get_totp_issuer(self) -> str:
        return f"{settings.PRODUCT_NAME} ({context.request.get_host().partition(':')[0]})"

    def build_totp_svg(self, url: str) -> str:
        """The key as a QR code: drawn on the server, with a quiet zone for any background."""
        drawn = BytesIO()
        segno.make(url, error="m").save(
            drawn, "svg", scale=4, border=4, light="#fff", xmldecl=False
        )
        return drawn.getvalue().decode()

    def encrypt(self, text: str) -> str:
        return box(PURPOSE).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return box(PURPOSE).decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return _("กุญแจที่ %(number)d") % {"number": factors.number_of_keys(user) + 1}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": str(settings.PRODUCT_NAME)}
