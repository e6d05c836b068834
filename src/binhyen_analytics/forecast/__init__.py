"""How much work is coming: people in each stage of an area, releases of a month, beds, tests. Never about a person.

``models`` are exponential smoothing and the naive ones, ``predict`` tries them on the past and says which was better,
``beds`` adds up who is inside, who leaves and who comes.
"""

from .beds import Month, beds
from .predict import Forecast, Step, TooFew, predict

__all__ = ["Forecast", "Month", "Step", "TooFew", "beds", "predict"]
