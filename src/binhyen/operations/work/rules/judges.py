"""Which body says whether a part is done. Plain Python."""

LEAD = "LEAD"


def judge(*, part: str, lead: int | None, verifier: int) -> int:
    """Of the lead the task's verifier, of a co-lead the lead; where a task has none (a head), the verifier again."""
    return verifier if part == LEAD or lead is None else lead
