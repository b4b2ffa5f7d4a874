"""Argon2id at a cost that two cores can bear: 19 MiB and two rounds, the figures OWASP names."""

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    time_cost = 1 if settings.TEST else 2
    memory_cost = 64 if settings.TEST else 19_456
    parallelism = 1
