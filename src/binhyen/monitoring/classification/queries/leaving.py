"""What figures need of classification, as a table of the snapshot: recognitions as drug-free, older schemes apart.

A recognition stands until its last day, or until the day the commune was taken off the list, as known today.
"""

RECOGNITIONS = """
    SELECT t.area_code AS commune_code, t.valid_from AS legal_from, least(t.valid_to + 1, gone.on_day) AS legal_to,
           t.recorded_at AS known_from, later.recorded_at AS known_to,
           CASE t.scheme WHEN 'DEC28' THEN 'DECISION_28' ELSE 'OLDER' END AS scheme
    FROM classification_recognition t
    LEFT JOIN classification_recognition later ON later.supersedes_id = t.id
    LEFT JOIN LATERAL (
        SELECT min(o.valid_from) AS on_day FROM classification_recognition o
        WHERE o.area_kind = t.area_kind AND o.area_code = t.area_code AND o.scheme = t.scheme AND o.kind = t.kind
        AND o.act = 'TAKEN_OFF' AND o.valid_from > t.valid_from AND NOT o.withdrawn
        AND NOT EXISTS (SELECT FROM classification_recognition c WHERE c.supersedes_id = o.id)
    ) gone ON true
    WHERE t.area_kind = 'COMMUNE' AND t.kind = 'DRUG_FREE' AND t.act = 'PUT_ON' AND NOT t.withdrawn"""
