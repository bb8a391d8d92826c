"""The reader gives its reasons in Indonesian; here they are for a desk in English."""

from functools import cache

from pimpasa.base.content import content_root, read_toml


def reason_in(language: str, why: str) -> str:
    """One reason of the reader in the language; one that nobody has put into it stays as it is."""
    return _english().get(why, why) if language == "en" else why


@cache
def _english() -> dict[str, str]:
    return dict(read_toml(content_root() / "reasons.toml")["english"])
