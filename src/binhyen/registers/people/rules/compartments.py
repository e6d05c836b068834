"""In which compartment a sensitive topic stands (law/people/compartments.toml)."""

from binhyen.registers.people.values import Compartment, Topic

from .law import law


def compartment_of(topic: str) -> Compartment:
    """Raises KeyError for a topic the law file does not place: nothing sensitive is stored without a compartment."""
    return Compartment(law("compartments")["topics"][Topic(topic)])
