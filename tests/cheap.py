"""The same algorithms as in the system, at a cost that tests can pay."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id with as little work as it allows."""

    time_cost, memory_cost, parallelism = 1, 8, 1
