"""In which compartment a sensitive topic stands (law/people/compartments.toml)."""

from binhyen.registers.people.values import Compartment, Topic

from .law import law


def compartment_of(topic: str) -> Compartment:
    """Raises KeyError for a topic the law file does not place: nothing sensitive is stored without a compartment."""
    return Compartment(law("compartments")["topics"][Topic(topic)])


def compartments_with_topics() -> tuple[tuple[Compartment, tuple[str, ...]], ...]:
    """Every compartment that holds something, with the labels of its topics."""
    found: dict[Compartment, list[str]] = {}
    for topic in Topic:
        found.setdefault(compartment_of(topic), []).append(topic.label)
    return tuple((compartment, tuple(labels)) for compartment, labels in found.items())
