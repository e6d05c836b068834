"""The short code of a closing, as printed on a report: BY-7Q4K-2M. Made from its digest, with a check character.

31 characters nobody takes for another (no I, L, O, 0, 1); 31 is prime, so that one wrong character, or two exchanged,
is always noticed.
"""

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
PREFIX = "BY"
_PAYLOAD = 5
_BASE = len(ALPHABET)


def code_of(digest: str) -> str:
    """The code of a digest in hexadecimal: its first bits, and the check character."""
    number = int(digest[:15], 16) % _BASE**_PAYLOAD
    places = []
    for _ in range(_PAYLOAD):
        number, place = divmod(number, _BASE)
        places.append(place)
    text = "".join(ALPHABET[place] for place in [*places, _check(places)])
    return f"{PREFIX}-{text[:4]}-{text[4:]}"


def read_code(text: str) -> str | None:
    """The code somebody typed, with or without dashes, spaces and capitals; None where it cannot be one."""
    plain = "".join(character for character in text.upper() if character.isalnum())
    body = plain.removeprefix(PREFIX) if len(plain) == len(PREFIX) + _PAYLOAD + 1 else ""
    if len(body) != _PAYLOAD + 1 or any(character not in ALPHABET for character in body):
        return None
    places = [ALPHABET.index(character) for character in body]
    if _check(places[:-1]) != places[-1]:
        return None
    return f"{PREFIX}-{body[:4]}-{body[4:]}"


def _check(places: list[int]) -> int:
    return sum((index + 2) * place for index, place in enumerate(places)) % _BASE
