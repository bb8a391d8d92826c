"""Finding the card that answers: the words of a question brought to one form, and ranked."""

from pimpasa.answers.search.ranking import suggest
from pimpasa.answers.search.stems import stems

__all__ = ["stems", "suggest"]
