"""Why a step with a list is refused."""


class ListRefused(Exception):
    """The step is refused; the message is a sentence for the person who asked for it."""
