"""Reads Parquet files with pyarrow and tells their types and rows as JSON, values as DuckDB tells them.

Usage: read_parquet.py < requests, a JSON object a line: {"path": …, "filter": {"column": …, "value": …} | null}
"""

import datetime
import decimal
import json
import sys

import pyarrow.parquet as pq


def told(value):
    if value is None or isinstance(value, (bool, float, str)):
        return value
    if isinstance(value, (int, decimal.Decimal)):
        return f"{value:f}" if isinstance(value, decimal.Decimal) else str(value)
    if isinstance(value, datetime.datetime):
        return str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list):
        return [told(item) for item in value]
    return {name: told(item) for name, item in value.items()}


for line in sys.stdin:
    request = json.loads(line)
    wanted = request["filter"]
    filters = None if wanted is None else [(wanted["column"], "=", wanted["value"])]
    table = pq.read_table(request["path"], filters=filters)
    types = {field.name: str(field.type) for field in table.schema}
    print(json.dumps({"types": types, "rows": told(table.to_pylist())}), flush=True)
