"""What is known of countries, of offers that should worry one, and of the words recruiters use."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from pimpasa.answers.cards.fillings import filled, numbers, refuse_unfillable
from pimpasa.base.content import BrokenContent, content_root
from pimpasa.base.entries import Both, Entry, refuse_twins, table_entries

STATUSES = frozenset({"open", "stopped", "no_scheme", "changing"})


@dataclass(frozen=True)
class Country:
    """Whether Indonesians may be placed in a country for a kind of job, as known from a day on."""

    code: str
    name: Both
    job: str
    job_name: Both
    status: str
    note: Both
    sources: tuple[str, ...]
    valid_from: date
    review_on: date
    verified: bool

    def is_due_for_review(self, on: date) -> bool:
        """Say whether somebody has to ask again what holds there."""
        return on >= self.review_on


@dataclass(frozen=True)
class RedFlag:
    """A sign in an offer that should make one stop. `codes` are the reader's labels behind it."""

    key: str
    name: Both
    why: Both
    what_to_do: Both
    codes: tuple[str, ...]
    is_grave: bool
    sources: tuple[str, ...]
    review_on: date

    def is_due_for_review(self, on: date) -> bool:
        """Say whether somebody has to ask if the trick is still this one."""
        return on >= self.review_on


@dataclass(frozen=True)
class Term:
    """A word of the trade, how else it is said, and what it means."""

    term: str
    also: tuple[str, ...]
    meaning: Both
    sources: tuple[str, ...]
    verified: bool


def countries(on: date) -> tuple[Country, ...]:
    """Return, for every country and job, what was last known on a day."""
    known: dict[tuple[str, str], Country] = {}
    for country in _written_countries(content_root()):
        if country.valid_from <= on:
            known[country.code, country.job] = country
    return tuple(known.values())


def red_flags() -> tuple[RedFlag, ...]:
    """Return the signs, gravest first as written, with the numbers to call filled in."""
    root = content_root()
    lines = numbers(root)
    return tuple(
        replace(flag, what_to_do=filled(flag.what_to_do, lines))
        for flag in _written_red_flags(root)
    )


def glossary() -> tuple[Term, ...]:
    """Return the words of the trade by alphabet."""
    return _written_terms(content_root())


@cache
def _written_countries(root: Path) -> tuple[Country, ...]:
    path = root / "countries.toml"
    written = [_country(entry) for entry in table_entries(path, of="country")]
    refuse_twins([f"{c.code} {c.job} from {c.valid_from}" for c in written], where=path.name)
    return tuple(sorted(written, key=lambda country: country.valid_from))


def _country(entry: Entry) -> Country:
    country = Country(
        code=entry.key("code"),
        name=entry.both("name"),
        job=entry.key("job"),
        job_name=entry.both("job_name"),
        status=entry.key("status"),
        note=entry.both("note"),
        sources=entry.texts("sources"),
        valid_from=entry.day("valid_from"),
        review_on=entry.day("review_on"),
        verified=entry.fact("verified"),
    )
    if country.status not in STATUSES:
        raise BrokenContent(f"{entry.where}: `status` is none of {', '.join(sorted(STATUSES))}")
    entry.close()
    return country


@cache
def _written_red_flags(root: Path) -> tuple[RedFlag, ...]:
    path = root / "red_flags.toml"
    flags = tuple(_red_flag(entry) for entry in table_entries(path, of="red_flag"))
    refuse_twins([flag.key for flag in flags], where=path.name)
    for flag in flags:
        refuse_unfillable(flag.what_to_do, root=root, since=None, where=f"{path.name}, {flag.key}")
    return flags


def _red_flag(entry: Entry) -> RedFlag:
    flag = RedFlag(
        key=entry.key("key"),
        name=entry.both("name"),
        why=entry.both("why"),
        what_to_do=entry.both("what_to_do"),
        codes=entry.texts("codes", may_be_empty=True),
        is_grave=entry.fact("is_grave"),
        sources=entry.texts("sources"),
        review_on=entry.day("review_on"),
    )
    entry.close()
    return flag


@cache
def _written_terms(root: Path) -> tuple[Term, ...]:
    path = root / "glossary.toml"
    terms = [_term(entry) for entry in table_entries(path, of="term")]
    refuse_twins([word for term in terms for word in (term.term, *term.also)], where=path.name)
    return tuple(sorted(terms, key=lambda term: term.term.casefold()))


def _term(entry: Entry) -> Term:
    term = Term(
        term=entry.text("term"),
        also=entry.texts("also", may_be_empty=True),
        meaning=entry.both("meaning"),
        sources=entry.texts("sources"),
        verified=entry.fact("verified"),
    )
    entry.close()
    return term
