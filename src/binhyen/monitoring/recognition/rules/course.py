"""A file is what was done with it: its stage, what may be done next, what it lacks, what a vote came to."""

from collections.abc import Collection, Mapping, Sequence

from binhyen.monitoring.recognition.values import Choice, Outcome, PaperRule, Stage, Step, StepKind

_AFTER = {
    StepKind.SELF_ASSESSED: Stage.ASSESSED,
    StepKind.RETURNED: Stage.RETURNED,
    StepKind.CHECKED: Stage.CHECKED,
    StepKind.DECIDED: Stage.DECIDED,
}
# a commune's file; a province's own goes from its assessment straight to the ministry (Art. 7.2, 7.3)
_NEXT: Mapping[Stage, frozenset[StepKind]] = {
    Stage.NOT_BEGUN: frozenset({StepKind.SELF_ASSESSED}),
    Stage.ASSESSED: frozenset({StepKind.SELF_ASSESSED, StepKind.CHECKED, StepKind.RETURNED}),
    Stage.RETURNED: frozenset({StepKind.SELF_ASSESSED}),
    Stage.CHECKED: frozenset({StepKind.RETURNED, StepKind.REVIEWED, StepKind.DECIDED}),
    Stage.PASSED: frozenset({StepKind.RETURNED, StepKind.DECIDED}),
    Stage.NOT_PASSED: frozenset({StepKind.RETURNED, StepKind.REVIEWED, StepKind.DECIDED}),
    Stage.DECIDED: frozenset(),
}
_PROVINCE_NEXT: Mapping[Stage, frozenset[StepKind]] = {
    Stage.NOT_BEGUN: frozenset({StepKind.SELF_ASSESSED}),
    Stage.ASSESSED: frozenset({StepKind.SELF_ASSESSED, StepKind.DECIDED}),
}


def stage(steps: Sequence[Step]) -> Stage:
    """Where a file stands after its steps, whatever order they are given in: what was recorded last holds."""
    if not steps:
        return Stage.NOT_BEGUN
    last = sorted(steps, key=lambda one: one.recorded_at)[-1]  # of one moment: the one given last
    if last.kind is StepKind.REVIEWED:
        return Stage.PASSED if last.data.get("passed") else Stage.NOT_PASSED
    return _AFTER[last.kind]


def stage_after(kind: StepKind) -> Stage:
    """Where one step leaves a file; a council's vote, where it passes."""
    return _AFTER.get(kind, Stage.PASSED)


def may_follow(now: Stage, kind: StepKind, *, province: bool = False) -> bool:
    return kind in (_PROVINCE_NEXT if province else _NEXT).get(now, frozenset())


def missing(rules: Collection[PaperRule], held: Collection[str], *, up_to: StepKind) -> list[PaperRule]:
    """Required papers a file lacks for a step, and for those before it."""
    order = list(StepKind)
    reached = order.index(up_to)
    return [
        rule for rule in rules if rule.required and rule.code not in held and order.index(rule.needed_for) <= reached
    ]


def outcome(choices: Collection[Choice], *, members: int, share: int) -> Outcome:
    """A vote of a council of ``members``; passed by ``share`` per cent of all of them, those absent too."""
    need = -(-members * share // 100)
    agree = sum(one is Choice.FOR for one in choices)
    against = sum(one is Choice.AGAINST for one in choices)
    return Outcome(members=members, agree=agree, against=against, abstained=len(choices) - agree - against, need=need)


def quorate(*, present: int, members: int, share: int) -> bool:
    """Whether enough members sit: ``share`` per cent of all."""
    return members > 0 and present * 100 >= members * share
