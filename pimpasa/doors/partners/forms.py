"""What systems send and are told, as the OpenAPI document describes it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict, StringConstraints

Stage = Literal["SENT", "RECEIVED", "ACCEPTED", "DECLINED", "IN_PROGRESS", "OUTCOME", "TOLD"]
Number = Annotated[str, StringConstraints(max_length=60)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=2000, pattern=r"\S")]


class Sent(Schema):
    """What a system may send: these fields and no others."""

    model_config = ConfigDict(extra="forbid")


class Numbered(Sent):
    """The number under which the agency keeps it."""

    number: Number = Field("", description="The number under which you keep it.")


class Acknowledgement(Numbered):
    """It arrived; nothing is promised yet."""


class Acceptance(Numbered):
    """The agency will act."""

    note: str = Field("", max_length=2000, description="What you are going to do.")


class Refusal(Numbered):
    """The agency cannot act."""

    reason: Words = Field(
        description="Why, and who the right addressee is: the person will be told."
    )


class Progress(Numbered):
    """The agency is acting."""

    note: str = Field("", max_length=2000, description="How far it has come.")


class Result(Numbered):
    """What became of it."""

    result: Words = Field(description="What became of it: the person will be told.")


class Referral(Schema):
    """A referral without what was told: enough to see that there is something to do."""

    id: UUID
    packet: str = Field(description="Which packet of fields it is, by its code.")
    state: Stage
    sent_on: date | None
    answer_by: datetime | None = Field(description="Until when to accept or decline.")
    answered_on: date | None
    number: str | None = Field(description="The number under which you keep it.")
    readable_until: date = Field(description="The first day without what was told.")


class Step(Schema):
    """One step on the way of a referral."""

    state: Stage
    at: datetime
    note: str | None


class WholeReferral(Referral):
    """A referral with what the agency is told."""

    told: dict[str, str] = Field(description="What you are told, by the code of the field.")
    steps: list[Step]


class Referrals(Schema):
    """A page of referrals, the oldest first."""

    referrals: list[Referral]
    next: UUID | None = Field(description="Send this as `after` to read on; null at the end.")


class Said(Schema):
    """What a warning says, in one language."""

    headline: str
    text: str
    advice: str


class Warning(Schema):
    """What villages, offices and agencies are warned of. It names nobody."""

    id: UUID
    severity: Literal["SEVERE", "MODERATE", "MINOR"]
    scope: Literal["RESTRICTED", "PUBLIC"] = Field(
        description="RESTRICTED: for officers and agencies only, never to be published."
    )
    indonesian: Said
    english: Said
    places: list[str] = Field(description="Official codes of the places it is for.")
    approved_at: datetime | None
    valid_until: date = Field(description="The first day it is no longer in force.")
    withdrawn_at: datetime | None
    withdrawn_because: str
    is_read: bool = Field(description="Your system has opened it.")


class Warnings(Schema):
    """A page of warnings, the newest first."""

    warnings: list[Warning]
    next: UUID | None = Field(description="Send this as `after` to read on; null at the end.")


class Figure(Schema):
    """How often a thing was told in a place."""

    place: str = Field(description="Its official code; empty: the country; 00: no place of it.")
    week: date | None = Field(description="Its Monday; null: the whole month.")
    what: str = Field(description="all, kind:..., topic:..., flag:... or element:...")
    n: int = Field(ge=5)


class Figures(Schema):
    """The figures of a month. One that is missing is small, or would give a small one away."""

    month: str = Field(description="The weeks whose Thursday lies in it.")
    weeks: list[date] = Field(description="Their Mondays.")
    published_on: date
    smallest_shown: int
    figures: list[Figure]
    months: list[str] = Field(description="Every month that is published, the newest first.")
