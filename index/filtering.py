"""Which documents a question with filters may use, decided before anything is ranked."""

import json
import sqlite3

from index.filters import Filters


def allowed(connection: sqlite3.Connection, filters: Filters) -> list[int]:
    """The versions that a question with these filters may use."""
    conditions, parameters = ["v.state = 'ready'"], []
    latest = min((day for day in (filters.published_to, filters.as_of) if day), default=None)
    if filters.published_from:
        conditions.append("v.published >= ?")
        parameters.append(filters.published_from.isoformat())
    if latest:
        conditions.append("v.published <= ?")
        parameters.append(latest.isoformat())
    for condition, values in (
        ("casefold(v.publisher) IN (SELECT value FROM json_each(?))", filters.publishers),
        ("casefold(v.kind) IN (SELECT value FROM json_each(?))", filters.kinds),
        ("casefold(v.language) IN (SELECT value FROM json_each(?))", filters.languages),
        (
            "EXISTS (SELECT 1 FROM json_each(v.actors) a WHERE casefold(a.value) IN (SELECT value FROM json_each(?)))",
            filters.actors,
        ),
        ("v.document_id IN (SELECT value FROM json_each(?))", filters.document_ids),
    ):
        if values:
            conditions.append(condition)
            parameters.append(json.dumps([value.casefold() for value in values]))
    rows = connection.execute(f"SELECT v.version FROM versions v WHERE {' AND '.join(conditions)}", parameters)
    return [version for (version,) in rows]
