"""Reads lines {"schema": path, "payloads": […]} and answers each with a line of true and false, as jsonschema judges."""

import json
import sys

import jsonschema

for line in sys.stdin:
    asked = json.loads(line)
    with open(asked["schema"], encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    print(json.dumps([validator.is_valid(payload) for payload in asked["payloads"]]), flush=True)
