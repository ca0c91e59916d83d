"""The operations of DynamoDB that skills need to keep their attributes, and those to look at what is kept.

Source: AWS's "DynamoDB API reference". What is not here answers with an error that names the way to a whole DynamoDB.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from decimal import Context, Decimal, InvalidOperation
from typing import Any

from simulator.store.file import StoreFile

INSTEAD = "this store does not know it: use a whole DynamoDB-compatible server, with --dynamodb URL"
MOST_BYTES = 400 * 1024
"""Of an item, in AWS's "Quotas in Amazon DynamoDB"; measured as JSON, which is a little stricter."""
_EXACT = Context(prec=MOST_BYTES)
"""Numbers are never rounded: what has too many digits is refused."""
_NAME = re.compile(r"[A-Za-z0-9_.-]{3,255}")
_SET = re.compile(r"\s*(#?\w+)\s*=\s*(:\w+)\s*")
_CLAUSE = re.compile(r"\b(SET|REMOVE)\b", re.IGNORECASE)
_UNKNOWN = (
    "ConditionExpression", "FilterExpression", "KeyConditionExpression", "ProjectionExpression", "Expected",
    "AttributeUpdates", "AttributesToGet", "ScanFilter", "ExclusiveStartKey", "Limit", "Segment", "IndexName", "Select",
)  # fmt: skip


class DynamoError(Exception):
    """An error that the caller is told by its name, as DynamoDB does."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


def perform(file: StoreFile, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
    """What an operation answers. Raises DynamoError, and StoreError when the file cannot be used."""
    known = _OPERATIONS.get(operation)
    if known is None:
        raise DynamoError("UnknownOperationException", f"{operation}: {INSTEAD}")
    for name in _UNKNOWN:
        if name in request:
            raise _invalid(f"{name}: {INSTEAD}")
    try:
        return known(file, request)
    except (AttributeError, KeyError, TypeError) as error:
        raise _invalid(f"the request has not the form of {operation} ({error})") from error


def _invalid(message: str) -> DynamoError:
    return DynamoError("ValidationException", message)


# ---- tables ----------------------------------------------------------------------------------------------------------


def _create(file: StoreFile, request: Mapping[str, Any]) -> dict[str, Any]:
    name = request.get("TableName")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise _invalid("TableName must have 3 to 255 letters, digits, _ . or -")
    types = {part.get("AttributeName"): part.get("AttributeType") for part in request.get("AttributeDefinitions") or ()}
    schema = request.get("KeySchema") or []
    kinds = [part.get("KeyType") for part in schema]
    if kinds not in (["HASH"], ["HASH", "RANGE"]) or any(
        types.get(part.get("AttributeName")) not in ("S", "N", "B") for part in schema
    ):
        raise _invalid("KeySchema needs a HASH key, perhaps a RANGE key, each with its type in AttributeDefinitions")
    definition = {"KeySchema": schema, "AttributeDefinitions": request["AttributeDefinitions"]}
    if not file.add_table(name, definition):
        raise DynamoError("ResourceInUseException", f"Table already exists: {name}")
    return {"TableDescription": _description(file, name)}


def _describe(file: StoreFile, request: Mapping[str, Any]) -> dict[str, Any]:
    return {"Table": _description(file, _table(file, request))}


def _drop(file: StoreFile, request: Mapping[str, Any]) -> dict[str, Any]:
    name = _table(file, request)
    description = _description(file, name)
    file.drop_table(name)
    return {"TableDescription": {**description, "TableStatus": "DELETING"}}


def _list(file: StoreFile, _request: Mapping[str, Any]) -> dict[str, Any]:
    return {"TableNames": list(file.tables())}


def _table(file: StoreFile, request: Mapping[str, Any]) -> str:
    name = request.get("TableName")
    if not isinstance(name, str) or name not in file.tables():
        raise DynamoError(
            "ResourceNotFoundException", f"Requested resource not found: there is no table {name!r}, create it first"
        )
    return name


def _description(file: StoreFile, name: str) -> dict[str, Any]:
    return {
        **file.tables()[name],
        "TableName": name,
        "TableStatus": "ACTIVE",
        "TableArn": f"arn:aws:dynamodb:local:000000000000:table/{name}",
        "ItemCount": len(file.items(name)),
    }


# ---- items -----------------------------------------------------------------------------------------------------------


def _get(file: StoreFile, request: Mapping[str, Any]) -> dict[str, Any]:
    name = _table(file, request)
    item = file.item(name, _key(file, name, request.get("Key"), only=True))
    return {} if item is None else {"Item": item}


def _put(file: StoreFile, request: Mapping[str, Any]) -> dict[str, Any]:
    name = _table(file, request)
    item = _item(request.get("Item"))
    before, _ = file.change(name, _key(file, name, item), lambda _before: item)
    return _returned(request, before, item)


def _delete(file: StoreFile, request: Mapping[str, Any]) -> dict[str, Any]:
    name = _table(file, request)
    before, _ = file.change(name, _key(file, name, request.get("Key"), only=True), lambda _before: None)
    return _returned(request, before, None)


def _update(file: StoreFile, request: Mapping[str, Any]) -> dict[str, Any]:
    name = _table(file, request)
    key = _item(request.get("Key"))
    sets, removes = _changes(request)
    if set(key) & {*sets, *removes}:
        raise _invalid("the key of an item cannot be changed")

    def new(before: Any) -> Any:
        kept = {name: value for name, value in {**(before or {}), **key}.items() if name not in removes}
        return _item({**kept, **sets})

    before, after = file.change(name, _key(file, name, key, only=True), new)
    return _returned(request, before, after)


def _scan(file: StoreFile, request: Mapping[str, Any]) -> dict[str, Any]:
    items = file.items(_table(file, request))
    return {"Items": items, "Count": len(items), "ScannedCount": len(items)}


def _changes(request: Mapping[str, Any]) -> tuple[dict[str, Any], set[str]]:
    """What an UpdateExpression sets and removes: SET name = :value, REMOVE name."""
    text = request.get("UpdateExpression") or ""
    names: Mapping[str, str] = request.get("ExpressionAttributeNames") or {}
    values: Mapping[str, Any] = request.get("ExpressionAttributeValues") or {}
    parts = _CLAUSE.split(text)
    sets: dict[str, Any] = {}
    removes: set[str] = set()
    for clause, body in zip(parts[1::2], parts[2::2], strict=True):
        for change in body.split(","):
            found = _SET.fullmatch(change) if clause.casefold() == "set" else None
            if found and found[2] in values:
                sets[names.get(found[1], found[1])] = values[found[2]]
            elif clause.casefold() == "remove" and re.fullmatch(r"\s*#?\w+\s*", change):
                removes.add(names.get(change.strip(), change.strip()))
            else:
                raise _invalid(f"UpdateExpression {change.strip()!r}: {INSTEAD}")
    if parts[0].strip():
        raise _invalid(f"UpdateExpression {parts[0].strip()!r}: {INSTEAD}")
    return sets, removes


def _returned(request: Mapping[str, Any], before: Any, after: Any) -> dict[str, Any]:
    wanted = str(request.get("ReturnValues", "NONE"))
    if wanted not in ("NONE", "ALL_OLD", "ALL_NEW"):
        raise _invalid(f"ReturnValues {wanted}: {INSTEAD}")
    item = {"ALL_OLD": before, "ALL_NEW": after}.get(wanted)
    return {"Attributes": item} if item else {}


def _key(file: StoreFile, table: str, item: Any, *, only: bool = False) -> str:
    """The key of an item as text, numbers written in one way."""
    definition = file.tables()[table]
    types: dict[str, str] = {
        part["AttributeName"]: part["AttributeType"] for part in definition["AttributeDefinitions"]
    }
    names = [part["AttributeName"] for part in definition["KeySchema"]]
    item = _item(item)
    if only and set(item) != set(names):
        raise _invalid(f"the key must have {' and '.join(names)}, and nothing else")
    for name in names:
        kind, value = types[name], item.get(name, {})
        if value.get(kind) in (None, ""):
            raise _invalid(f"the item needs its key {name}, of type {kind}, and not empty")
    return json.dumps([item[name] for name in names], ensure_ascii=False)


def _item(item: Any) -> dict[str, Any]:
    if not isinstance(item, dict):
        raise _invalid("an item must be a map of attributes")
    checked = {name: _value(value) for name, value in item.items()}
    if len(json.dumps(checked, ensure_ascii=False).encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise _invalid(f"Item size has exceeded the maximum allowed size: {MOST_BYTES} bytes")
    return checked


def _value(value: Any) -> dict[str, Any]:
    """An attribute value, {"S": "text"} and the like; numbers are written as DynamoDB gives them back."""
    kind, content = next(iter(value.items())) if isinstance(value, dict) and len(value) == 1 else ("", None)
    if kind == "N":
        return {kind: _number(content)}
    if kind == "NS" and isinstance(content, list):
        return {kind: [_number(number) for number in content]}
    if kind == "M" and isinstance(content, dict):
        return {kind: {name: _value(inner) for name, inner in content.items()}}
    if kind == "L" and isinstance(content, list):
        return {kind: [_value(inner) for inner in content]}
    if kind in ("S", "B") and isinstance(content, str):
        return {kind: content}
    if kind in ("BOOL", "NULL") and isinstance(content, bool):
        return {kind: content}
    if kind in ("SS", "BS") and isinstance(content, list) and all(isinstance(inner, str) for inner in content):
        return {kind: content}
    raise _invalid("an attribute must have one type of S, N, B, BOOL, NULL, M, L, SS, NS, BS, and a value of it")


def _number(text: Any) -> str:
    try:
        number = Decimal(text).normalize(_EXACT)
    except (InvalidOperation, TypeError, ValueError):
        raise _invalid(f"{text!r} is no number") from None
    digits, exponent = len(number.as_tuple().digits), number.adjusted()
    if not number.is_finite() or digits > 38 or not -130 <= exponent <= 125:
        raise _invalid("a number has 38 digits at most, from 1E-130 to 9.9E+125")
    return format(number, "f")


_OPERATIONS: Mapping[str, Callable[[StoreFile, Mapping[str, Any]], dict[str, Any]]] = {
    "CreateTable": _create,
    "DeleteItem": _delete,
    "DeleteTable": _drop,
    "DescribeTable": _describe,
    "GetItem": _get,
    "ListTables": _list,
    "PutItem": _put,
    "Scan": _scan,
    "UpdateItem": _update,
}
