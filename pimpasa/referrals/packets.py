"""The packets of content/referrals: who can be told what."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import Any

from pimpasa.base.content import BrokenContent, content_root, read_toml
from pimpasa.referrals.rules import Field, Packet


def packets() -> dict[str, Packet]:
    """Every packet by its code. Raises BrokenContent when a file of facts cannot be used."""
    return _packets(str(content_root()))


@cache
def _packets(_root: str) -> dict[str, Packet]:
    folder = content_root() / "referrals"
    try:
        fields = {e["code"]: _field(e) for e in read_toml(folder / "fields.toml")["field"]}
        found = [_packet(e, fields) for e in read_toml(folder / "packets.toml")["packet"]]
    except KeyError as missing:
        raise BrokenContent(f"referrals: {missing} is missing or not known") from missing
    return {packet.code: packet for packet in found}


def _field(entry: dict[str, Any]) -> Field:
    label = entry["label"]
    return Field(entry["code"], label["id"], label["en"], entry.get("guards", ""))


def _packet(entry: dict[str, Any], fields: dict[str, Field]) -> Packet:
    hours = entry.get("hours")
    return Packet(
        code=entry["code"],
        to_id=entry["to"]["id"],
        to_en=entry["to"]["en"],
        answers_id=entry["answers"]["id"],
        answers_en=entry["answers"]["en"],
        must=tuple(fields[code] for code in entry["must"]),
        may=tuple(fields[code] for code in entry["may"]),
        within=timedelta(hours=hours) if hours else None,
        working_days=entry.get("answer_days", 0) if hours else entry["answer_days"],
        never_id=entry["never"]["id"],
        never_en=entry["never"]["en"],
        is_help=entry.get("is_help", False),
        is_local=entry.get("is_local", False),
    )
