"""How private a field is. Every field of a table about people has a class; exports, logs and snapshots obey it."""

from enum import StrEnum


class Privacy(StrEnum):
    PUBLIC = "PUBLIC"  # codes, days of decisions without a name
    INTERNAL = "INTERNAL"  # keys, moments, who entered it
    PERSONAL = "PERSONAL"  # ordinary personal data: name, birth, number, address, phone
    SENSITIVE = "SENSITIVE"  # ethnicity, religion, health, offences, images of papers (Decree 356/2025, Art. 4)
