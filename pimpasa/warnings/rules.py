"""How a warning is said to a group chat: pure."""

from __future__ import annotations


def message_for_group(
    *, headline: str, text: str, advice_title: str, advice: str, until: str, address: str
) -> str:
    """What is sent to a group chat: short, whole, with the way to the public page.

    Stars make a line bold in WhatsApp.
    """
    advised = f"*{advice_title}*\n{advice.strip()}"
    parts = (f"*{headline}*", text.strip(), advised, until, address)
    return "\n\n".join(part for part in parts if part)
