"""Recognitions as the snapshot's contract asks for them, for the figures that count recognised communes."""

from typing import Final

# A line holds until its own last day, or until the next line of the same area and scheme; what was believed changes
# whenever a line is recorded or superseded, so each belief has its own stretches.
RECOGNITIONS: Final = """
    WITH line AS (
        SELECT r.id, r.area_code, r.scheme, r.act, r.valid_from, r.valid_to, r.recorded_at AS known_from,
               later.recorded_at AS known_to
        FROM classification_recognition r LEFT JOIN classification_recognition later ON later.supersedes_id = r.id
        WHERE r.area_kind = 'COMMUNE' AND r.kind = 'DRUG_FREE' AND NOT r.withdrawn
    ), moment AS (
        SELECT DISTINCT l.area_code, l.scheme, v.at FROM line l,
        LATERAL (VALUES (l.known_from), (l.known_to)) AS v(at) WHERE v.at IS NOT NULL
    ), believed AS (
        SELECT area_code, scheme, at AS known_from,
               lead(at) OVER (PARTITION BY area_code, scheme ORDER BY at) AS known_to FROM moment
    ), stretch AS (
        SELECT l.area_code, l.scheme, l.act, b.known_from, b.known_to, l.valid_from AS legal_from,
               least(l.valid_to + 1, lead(l.valid_from) OVER (
                   PARTITION BY b.area_code, b.scheme, b.known_from ORDER BY l.valid_from, l.known_from, l.id
               )) AS legal_to
        FROM believed b JOIN line l ON l.area_code = b.area_code AND l.scheme = b.scheme
        AND l.known_from <= b.known_from AND (l.known_to IS NULL OR l.known_to > b.known_from)
    )
    SELECT t.area_code AS commune_code, t.legal_from, t.legal_to, t.known_from, t.known_to,
           CASE t.scheme WHEN 'DEC28' THEN 'DECISION_28' ELSE t.scheme END AS scheme
    FROM stretch t WHERE t.act = 'PUT_ON' AND (t.legal_to IS NULL OR t.legal_to > t.legal_from)"""
