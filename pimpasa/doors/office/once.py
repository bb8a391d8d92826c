"""A code of the second factor opens once, also when clocks jump."""

from __future__ import annotations

from typing import Any

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from django.core.cache import cache

from pimpasa.base import vault

REMEMBERED = 24 * 60 * 60  # seconds; a code is good for 90, and clocks are set back by hours


class Once:
    """Laid over a form of allauth, which remembers a code for 30 seconds but takes it for 90."""

    def clean_code(self) -> str:
        """Refuse a code that has opened before."""
        code: str = super().clean_code()  # type: ignore[misc]
        user: Any = self.user  # type: ignore[attr-defined]
        used = f"{user.pk}:{normalize_user_code(code)}"
        mark = vault.blind_index(used, purpose="office.used-code").hex()
        if not cache.add(mark, 1, timeout=REMEMBERED):
            raise get_adapter().validation_error("incorrect_code")
        return code
