"""What follows what. Read top to bottom, this is the life of a report."""

from pimpasa.ledger.followups import FollowUps

FOLLOWS: FollowUps = {}
