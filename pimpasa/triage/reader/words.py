"""Words of a message with their places, folded so that spellings of one word meet."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# An apostrophe joins only between letters, so the pattern cannot backtrack over a long run.
APOSTROPHES = "'’\u2018`"
TOKEN = re.compile(rf"[^\W_]+(?:[{APOSTROPHES}][^\W_]+)*")
SENTENCE_END = re.compile(r"[!?\n;…]|\.(?:\s|$|\.)|[\U0001F300-\U0001FAFF]")
CLAUSE_END = re.compile(r"[,:()–—|•]|\s-\s")
PASSIVES = ("dipun", "te", "e")
SUFFIXES = ("nya", "nye", "kah", "lah", "pun", "ku", "mu", "ne", "na", "ni", "e", "2nya", "2")


@dataclass(frozen=True, slots=True)
class Token:
    """One word: its folded form, where it stands, and the sentence and clause it is in."""

    word: str
    start: int
    end: int
    sentence: int
    clause: int


def tokens_of(text: str) -> list[Token]:
    """The words of `text` in order; linear in its length."""
    found: list[Token] = []
    sentence = clause = last = 0
    for match in TOKEN.finditer(text):
        if found:
            ends_sentence, ends_clause = _what_ends(text[last : match.start()])
            sentence, clause = sentence + ends_sentence, clause + ends_clause
        found.append(Token(fold(match.group()), match.start(), match.end(), sentence, clause))
        last = match.end()
    return found


@lru_cache(maxsize=256)
def _what_ends(between: str) -> tuple[bool, bool]:
    """Whether what stands between two words ends a sentence, and whether it ends a clause."""
    ends_sentence = SENTENCE_END.search(between) is not None
    return ends_sentence, ends_sentence or CLAUSE_END.search(between) is not None


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """One spelling for many: no case, accents, apostrophes or letters drawn out (tolooong)."""
    if not word.isascii():
        wide = unicodedata.normalize("NFKD", word)
        word = "".join(c for c in wide if not unicodedata.combining(c))
    word = word.casefold()
    for mark in APOSTROPHES:
        word = word.replace(mark, "")
    return re.sub(r"([a-z])\1{2,}", r"\1", word)


@lru_cache(maxsize=8192)
def forms_of(word: str) -> tuple[str, ...]:
    """The word, the word without one enclitic (-nya, -ku ...), and its passive in Indonesian.

    Javanese krama says dipun-, Sasak te-, Madurese e- where Indonesian says di-.
    """
    stems = [word[: -len(s)] for s in SUFFIXES if word.endswith(s) and len(word) - len(s) >= 3]
    whole = (word, *stems)
    passives = [
        "di" + form[len(prefix) :]
        for form in whole
        for prefix in PASSIVES
        if form.startswith(prefix) and len(form) - len(prefix) >= 4
    ]
    return tuple(dict.fromkeys((*whole, *passives)))
