"""How passwords are hashed."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2idHasher(Argon2PasswordHasher):
    """Argon2id at 19 MiB, two passes, one lane: OWASP's recommended minimum.

    Django's own choice takes 100 MiB a hash; a morning on which every clerk of a
    province signs in would then take the memory of the whole server.
    """

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
