"""Work with a day, as the snapshot holds it: each task done once and each period, in all it was believed to be.

What on time means is said in ``operations.work.rules.ontime``; this is the same in SQL, for every moment at which
something was learnt, and a test holds the two equal. Of recurring work periods count, of a task given to a group its
copies. The day is counted as extended; the claim that was verified is the day it was done.
"""

from binhyen.operations.work.rules.ontime import CLAIMED, REJECTED, STOPPED, TAKEN_BACK, TELLING, VERIFIED
from binhyen.operations.work.values import Cadence, ExtensionState, Part, Shape


def _day(moment: str) -> str:
    return f"({moment} AT TIME ZONE 'Asia/Ho_Chi_Minh')::date"


_TELLING = ", ".join(f"'{kind}'" for kind in sorted(TELLING))
_OURS = "{row}.task_id = u.task_id AND {row}.period_id IS NOT DISTINCT FROM u.period_id"
_MOVES = f"""
    work_taskmove m LEFT JOIN work_taskshare s ON s.id = m.share_id
    WHERE {_OURS.format(row="m")} AND m.kind IN ({_TELLING}) AND (s.id IS NULL OR s.part = '{Part.LEAD}')"""
_ASKED = f"work_extension e WHERE {_OURS.format(row='e')} AND e.state <> '{ExtensionState.WITHDRAWN}'"

_UNITS = f"""
    SELECT t.id AS duty_id, t.id AS task_id, NULL::bigint AS period_id, c.code AS commune_code,
           t.original_due_at AS original_at, t.made_at AS born_at
    FROM work_task t JOIN organisations_body b ON b.id = t.lead_id JOIN territories_commune c ON c.code = b.area_code
    WHERE t.cadence = '{Cadence.ONCE}' AND t.shape <> '{Shape.HEAD}' AND t.original_due_at IS NOT NULL
    UNION ALL
    SELECT -p.id, p.task_id, p.id, c.code, p.original_due_at, p.opened_at
    FROM work_taskperiod p JOIN work_task t ON t.id = p.task_id
    JOIN organisations_body b ON b.id = t.lead_id JOIN territories_commune c ON c.code = b.area_code"""  # noqa: S608 - made of our own pieces

_BELIEVED = f"""
    SELECT learnt.at AS known_from, lead(learnt.at) OVER (ORDER BY learnt.at) AS known_to FROM (
        SELECT u.born_at AS at UNION SELECT greatest(m.at, u.born_at) FROM {_MOVES}
        UNION SELECT greatest(e.asked_at, u.born_at) FROM {_ASKED}
        UNION SELECT greatest(e.decided_at, u.born_at) FROM {_ASKED} AND e.decided_at IS NOT NULL
    ) learnt"""  # noqa: S608 - made of our own pieces

_CLAIM = f"""
    WITH told AS (
        SELECT m.at, m.kind, row_number() OVER (ORDER BY m.at, m.id) AS turn FROM {_MOVES} AND m.at <= b.known_from
    ), since AS (
        SELECT max(turn) AS last, coalesce(max(turn) FILTER (WHERE kind IN ('{REJECTED}', '{TAKEN_BACK}')), 0) AS reset
        FROM told
    ), held AS (
        SELECT since.*, (SELECT min(turn) FROM told WHERE kind = '{VERIFIED}' AND turn > since.reset) AS confirmed
        FROM since
    )
    SELECT held.confirmed IS NOT NULL AS verified,
           coalesce((SELECT at FROM told WHERE kind = '{CLAIMED}' AND turn > held.reset
                     AND (held.confirmed IS NULL OR turn < held.confirmed) ORDER BY turn DESC LIMIT 1),
                    (SELECT at FROM told WHERE turn = held.confirmed)) AS done_at,
           (SELECT at FROM told WHERE turn = held.last AND kind = '{STOPPED}') AS stopped_at
    FROM held"""  # noqa: S608 - made of our own pieces

_DUE = f"""
    WITH RECURSIVE asked AS (
        SELECT e.asked_at, e.to_due_at, e.decided_at, e.state, row_number() OVER (ORDER BY e.asked_at, e.id) AS turn
        FROM {_ASKED} AND e.asked_at <= b.known_from
    ), moved AS (
        SELECT 0::bigint AS turn, u.original_at AS due_at, false AS waits
        UNION ALL
        SELECT a.turn,
               CASE WHEN a.state = '{ExtensionState.GRANTED}'
                         AND (a.asked_at <= m.due_at OR (u.period_id IS NULL AND a.asked_at = u.born_at))
                         AND a.decided_at <= b.known_from THEN greatest(a.to_due_at, m.due_at) ELSE m.due_at END,
               m.waits OR (a.asked_at <= m.due_at AND (a.decided_at IS NULL OR a.decided_at > b.known_from))
        FROM moved m JOIN asked a ON a.turn = m.turn + 1
    )
    SELECT due_at, waits FROM moved ORDER BY turn DESC LIMIT 1"""  # noqa: S608 - made of our own pieces

DUTIES = f"""
    SELECT u.duty_id, u.task_id, u.commune_code, {_day("u.original_at")} AS original_on, {_day("d.due_at")} AS due_on,
           {_day("c.done_at")} AS done_on, {_day("c.stopped_at")} AS stopped_on, d.waits,
           coalesce(c.verified AND c.done_at <= u.original_at, false) AS in_time_originally,
           coalesce(c.verified AND c.done_at <= d.due_at, false) AS in_time,
           coalesce(NOT c.verified AND c.stopped_at <= d.due_at, false) AS dropped,
           b.known_from, b.known_to
    FROM ({_UNITS}) u CROSS JOIN LATERAL ({_BELIEVED}) b CROSS JOIN LATERAL ({_CLAIM}) c
    CROSS JOIN LATERAL ({_DUE}) d"""  # noqa: S608 - made of our own pieces

# What each figure counts of rows as known now: the same as the analytics', a test holds them equal.
_ENDED = "coalesce(x.done_on, x.stopped_on)"
_IN_PERIOD = "NOT x.dropped AND x.due_on BETWEEN %(start)s AND %(end)s"
COUNTED = {
    "duties.due": _IN_PERIOD,
    "duties.done_in_time": f"{_IN_PERIOD} AND x.in_time",
    "duties.open_late": f"""
        NOT x.dropped AND NOT x.waits AND x.due_on < %(end)s AND ({_ENDED} IS NULL OR {_ENDED} > %(end)s)""",
}
