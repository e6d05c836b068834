"""What an auditor reads is Vietnamese: every fact has words, none shows its code."""

from django.urls import get_resolver

from binhyen.foundation.journal.events import Event, labels


def test_every_fact_has_words_for_the_auditor() -> None:
    assert get_resolver().url_patterns  # every subject, and so every fact, is loaded
    bases = {base for event in _all(Event) for base in event.__mro__[1:]}
    kinds = {f"{event.SUBJECT.split('.')[0]}.{event.__name__}" for event in _all(Event) if event not in bases}
    known = labels()
    assert sorted(kind for kind in kinds if known.get(kind, kind) == kind) == []


def _all(event: type[Event]) -> list[type[Event]]:
    below = [one for one in event.__subclasses__() if ".tests." not in f".{one.__module__}"]
    return [*below, *(one for child in below for one in _all(child))]
