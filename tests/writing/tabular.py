"""Table Schema, checked to the letter: an own reading of the rules, apart from the code that writes them."""

import csv
import hashlib
import json
import re
from io import StringIO

TYPES = {"integer": re.compile(r"[-+]?\d+"), "string": re.compile(r"[\s\S]*")}
NAME = re.compile(r"[a-z0-9._-]+")


def tables(files):
    """The raw fields of every CSV of a package, read by what ``datapackage.json`` says."""
    found = {}
    for resource in json.loads(files["datapackage.json"])["resources"]:
        text = files[resource["path"]].decode("utf-8-sig" if resource.get("guard") else resource["encoding"])
        dialect = resource["dialect"]
        lines = csv.reader(
            StringIO(text, newline=""), delimiter=dialect["delimiter"], doublequote=dialect["doubleQuote"],
            quotechar=dialect["quoteChar"], strict=True,
        )  # fmt: skip
        found[resource["name"]] = list(lines)
    return found


def faults(files):
    """Every breach of the Data Package, of a resource's schema, or of a key; empty where there is none."""
    package = json.loads(files["datapackage.json"])
    raw = tables(files)
    rows = {}
    for resource in package["resources"]:
        name, data = resource["name"], files[resource["path"]]
        if not NAME.fullmatch(name) or resource["profile"] != "tabular-data-resource":
            yield f"{name}: name or profile"
        if resource["bytes"] != len(data) or resource["hash"] != f"sha256:{hashlib.sha256(data).hexdigest()}":
            yield f"{name}: bytes or hash"
        if re.search(rb"(?<!\r)\n\Z", data) or not data.endswith(b"\r\n"):
            yield f"{name}: line ends"
        heading, *lines = raw[name]
        fields = resource["schema"]["fields"]
        if heading != [field["name"] for field in fields]:
            yield f"{name}: headings"
        rows[name] = [dict(zip(heading, line, strict=True)) for line in lines]
        missing = resource["schema"]["missingValues"]
        for field in fields:
            values = [row[field["name"]] for row in rows[name]]
            yield from (f"{name}.{field['name']}: {fault}" for fault in _of_field(field, values, missing))
    for resource in package["resources"]:
        yield from _of_keys(resource, rows)


def _of_field(field, values, missing):
    rules = field.get("constraints", {})
    if rules.get("required") and any(value in missing for value in values):
        yield "required"
    given = [value for value in values if value not in missing]
    if not all(TYPES[field["type"]].fullmatch(value) for value in given):
        yield "type"
        return
    if rules.get("unique") and len(set(given)) != len(given):
        yield "unique"
    if "pattern" in rules and not all(re.fullmatch(rules["pattern"], value) for value in given):
        yield "pattern"
    if "enum" in rules and not set(given) <= set(rules["enum"]):
        yield "enum"
    if any(int(value) < rules["minimum"] for value in given if "minimum" in rules):
        yield "minimum"
    if any(int(value) > rules["maximum"] for value in given if "maximum" in rules):
        yield "maximum"
    if set(rules) - {"required", "unique", "pattern", "enum", "minimum", "maximum"}:
        yield "unknown rule"


def _of_keys(resource, rows):
    name, schema = resource["name"], resource["schema"]
    keys = [tuple(row[column] for column in schema["primaryKey"]) for row in rows[name]]
    if len(set(keys)) != len(keys) or not all(all(key) for key in keys):
        yield f"{name}: primary key"
    for foreign in schema.get("foreignKeys", ()):
        reference = foreign["reference"]
        known = {tuple(row[column] for column in reference["fields"]) for row in rows[reference["resource"]]}
        if not {tuple(row[column] for column in foreign["fields"]) for row in rows[name]} <= known:
            yield f"{name}: foreign key"
