"""How much work is coming: people in each stage of an area, releases of a month, beds, tests. Never about a person.

``models`` are exponential smoothing and the naive ones, ``predict`` tries them on the past and says which was better.
They take seconds to load: a server asks ``python -m binhyen_analytics.forecast``. Beds are added up in ``..beds``.
"""

from .predict import Forecast, Step, TooFew, predict

__all__ = ["Forecast", "Step", "TooFew", "predict"]
