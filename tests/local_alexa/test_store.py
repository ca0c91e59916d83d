"""A small DynamoDB in a file: its operations, its protocol, its file, and the environment that leads to it."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from simulator.store import StoreError, kept_at, kept_in
from simulator.store.file import StoreFile
from simulator.store.operations import MOST_BYTES, DynamoError, perform

KEY = {"TableName": "Games", "Key": {"id": {"S": "a"}}}
TABLE = {
    "TableName": "Games",
    "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
    "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
}


@pytest.fixture
def file(tmp_path: Path) -> Iterator[StoreFile]:
    """An empty store with a table."""
    store = StoreFile(tmp_path / "kept.sqlite")
    perform(store, "CreateTable", TABLE)
    yield store
    store.close()


# ---- the protocol ----------------------------------------------------------------------------------------------------


def test_boto3_reads_and_writes_it(tmp_path: Path) -> None:
    """With every kind of value, and the errors that Amazon's adapter looks for."""
    with kept_in(tmp_path / "kept.sqlite") as url:
        dynamodb = boto3.resource("dynamodb", config=Config(retries={"total_max_attempts": 1}))
        assert dynamodb.meta.client.meta.endpoint_url == url
        table = dynamodb.create_table(**TABLE, BillingMode="PAY_PER_REQUEST")
        with pytest.raises(ClientError, match="ResourceInUseException"):
            dynamodb.create_table(**TABLE, BillingMode="PAY_PER_REQUEST")
        table.wait_until_exists()
        item = {"id": "a", "n": 5, "t": "ü", "l": [1, "x", None, True], "m": {"b": b"\x00"}, "s": {"x", "y"}, "e": ""}
        table.put_item(Item=item)
        assert table.get_item(Key={"id": "a"})["Item"] == item
        assert "Item" not in table.get_item(Key={"id": "b"})
        assert table.scan()["Items"] == [item]
        done = table.update_item(
            Key={"id": "a"},
            UpdateExpression="SET #n = :n, t = :t REMOVE l, m",
            ExpressionAttributeNames={"#n": "n"},
            ExpressionAttributeValues={":n": 6, ":t": "new"},
            ReturnValues="ALL_NEW",
        )
        assert done["Attributes"] == {"id": "a", "n": 6, "t": "new", "s": {"x", "y"}, "e": ""}
        assert table.delete_item(Key={"id": "a"}, ReturnValues="ALL_OLD")["Attributes"]["n"] == 6
        with pytest.raises(ClientError, match="ResourceNotFoundException"):
            dynamodb.Table("Nowhere").get_item(Key={"id": "a"})
        with pytest.raises(ClientError, match=r"UnknownOperationException.* Query: .*--dynamodb URL"):
            dynamodb.meta.client.query(TableName="Games")
        assert dynamodb.meta.client.list_tables()["TableNames"] == ["Games"]
        table.delete()
        assert dynamodb.meta.client.list_tables()["TableNames"] == []


@pytest.mark.parametrize(
    ("operation", "request_", "name", "why"),
    [
        ("TransactWriteItems", {}, "UnknownOperationException", "TransactWriteItems: this store does not know it"),
        ("CreateTable", {"TableName": "x"}, "ValidationException", "3 to 255 letters"),
        ("CreateTable", {"TableName": "Games2"}, "ValidationException", "KeySchema needs a HASH key"),
        ("CreateTable", TABLE, "ResourceInUseException", "Table already exists: Games"),
        ("DescribeTable", {"TableName": "Nope"}, "ResourceNotFoundException", "there is no table 'Nope'"),
        ("PutItem", {"TableName": "Games", "Item": {"id": {"N": "1"}}}, "ValidationException", "its key id, of type S"),
        ("PutItem", {"TableName": "Games", "Item": {"id": {"S": ""}}}, "ValidationException", "and not empty"),
        ("PutItem", {"TableName": "Games", "Item": []}, "ValidationException", "must be a map of attributes"),
        ("PutItem", {"TableName": "Games", "Item": {"id": {"S": "a"}, "x": 1}}, "ValidationException", "one type of S"),
        (
            "PutItem",
            {"TableName": "Games", "Item": {"id": {"S": "a"}, "x": {"N": "1" * 39}}},
            "ValidationException",
            "38 digits at most",
        ),
        (
            "PutItem",
            {"TableName": "Games", "Item": {"id": {"S": "a"}, "x": {"S": "x" * MOST_BYTES}}},
            "ValidationException",
            "Item size has exceeded",
        ),
        (
            "PutItem",
            {"TableName": "Games", "Item": {"id": {"S": "a"}}, "ConditionExpression": "x"},
            "ValidationException",
            "ConditionExpression: this store does not know it: use a whole DynamoDB-compatible server, with --dynamodb",
        ),
        (
            "GetItem",
            {"TableName": "Games", "Key": {"id": {"S": "a"}, "x": {"S": "b"}}},
            "ValidationException",
            "nothing",
        ),
        ("GetItem", {"TableName": "Games", "Key": {"id": "a"}}, "ValidationException", "one type of S"),
        ("UpdateItem", KEY | {"UpdateExpression": "ADD n :n"}, "ValidationException", "'ADD n :n': this store"),
        ("UpdateItem", KEY | {"UpdateExpression": "SET n = n + :n"}, "ValidationException", "'n = n + :n': this store"),
        (
            "UpdateItem",
            KEY | {"UpdateExpression": "REMOVE id"},
            "ValidationException",
            "key of an item cannot be changed",
        ),
        ("DeleteItem", KEY | {"ReturnValues": "UPDATED_OLD"}, "ValidationException", "ReturnValues UPDATED_OLD"),
        ("CreateTable", TABLE | {"KeySchema": ["id"]}, "ValidationException", "not the form of CreateTable"),
    ],
)
def test_errors_have_dynamodbs_names(
    file: StoreFile, operation: str, request_: dict[str, Any], name: str, why: str
) -> None:
    """And say what to do; what is not known here is known by a whole DynamoDB."""
    with pytest.raises(DynamoError) as caught:
        perform(file, operation, request_)
    assert caught.value.name == name
    assert why in str(caught.value)


@pytest.mark.parametrize(
    ("written", "kept"),
    [("1", "1"), ("1.0", "1"), ("1E+3", "1000"), ("-0.50", "-0.5"), ("100", "100"), ("7" * 38, "7" * 38)],
)
def test_numbers_come_back_as_dynamodb_writes_them(file: StoreFile, written: str, kept: str) -> None:
    """So a key that is a number is one key, however it is written."""
    perform(file, "PutItem", {"TableName": "Games", "Item": {"id": {"S": "a"}, "n": {"N": written}}})
    assert perform(file, "GetItem", KEY)["Item"]["n"] == {"N": kept}


@pytest.mark.parametrize(
    ("target", "body", "status", "name"),
    [
        ("DynamoDB_20120810.ListTables", b"{}", 200, ""),
        ("DynamoDB_20120810.ListTables", b"{", 400, "SerializationException"),
        ("DynamoDB_20120810.ListTables", b"[]", 400, "UnknownOperationException"),
        ("Other.ListTables", b"{}", 400, "UnknownOperationException"),
        ("", b"", 400, "UnknownOperationException"),
    ],
)
def test_whoever_calls_is_answered(tmp_path: Path, target: str, body: bytes, status: int, name: str) -> None:
    """JSON, whatever is sent; and by this machine alone."""
    with kept_in(tmp_path / "kept.sqlite") as url:
        assert url.startswith("http://127.0.0.1:")
        request = urllib.request.Request(url, data=body, headers={"X-Amz-Target": target})  # noqa: S310 - loopback
        try:
            with urllib.request.urlopen(request) as answer:  # noqa: S310 - loopback
                found = answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                found = error.code, json.load(error)
    assert found[0] == status
    assert str(found[1].get("__type", "")).endswith(name)


# ---- the file --------------------------------------------------------------------------------------------------------


def test_a_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    """Nothing is written to it."""
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE mine (x)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="is a database of another program - name another file"):
        StoreFile(path)
    assert path.read_bytes() == before


def test_a_file_that_is_in_use(file: StoreFile, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits too long is told."""
    monkeypatch.setattr("simulator.store.file._PATIENCE", 0.05)
    with sqlite3.connect(file.path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match=r"\(database is locked\) - end the program that uses it"):
            StoreFile(file.path)
    other.close()


def test_a_file_that_cannot_be_written(file: StoreFile) -> None:
    """A skill gets an error of its own name, which boto3 does not try again."""
    file._connection.execute("PRAGMA query_only = 1")
    with pytest.raises(StoreError, match=r"readonly database\) - allow to write to it, or name another file"):
        perform(file, "PutItem", {"TableName": "Games", "Item": {"id": {"S": "a"}}})


def test_no_file_at_all(tmp_path: Path) -> None:
    """A folder is none."""
    with pytest.raises(StoreError, match=r"cannot be opened .* - name another file"):
        StoreFile(tmp_path)


# ---- the environment -------------------------------------------------------------------------------------------------


def test_the_environment_is_as_before_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No real credentials on this machine's server, no proxy; and all of it is put back."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "real")
    monkeypatch.setenv("NO_PROXY", "a.b")
    monkeypatch.delenv("AWS_DEFAULT_REGION", raising=False)
    monkeypatch.delenv("AWS_REGION", raising=False)
    before = dict(os.environ)
    with kept_in(tmp_path / "kept.sqlite") as url:
        assert os.environ["AWS_ENDPOINT_URL_DYNAMODB"] == url
        assert os.environ["AWS_ACCESS_KEY_ID"] == "local"
        assert os.environ["AWS_DEFAULT_REGION"]
        assert os.environ["NO_PROXY"] == "a.b,127.0.0.1"
    assert dict(os.environ) == before


def test_another_machine_gets_the_credentials_that_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """A DynamoDB elsewhere is called as the environment says."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "real")
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    with kept_at("https://dynamodb.eu-west-1.amazonaws.com"):
        assert os.environ["AWS_ACCESS_KEY_ID"] == "real"
        assert "AWS_DEFAULT_REGION" not in os.environ or os.environ["AWS_DEFAULT_REGION"] != "us-east-1"


def test_only_a_store_costs_its_imports() -> None:
    """Talking loads no web server and no database."""
    heavy = ("boto3", "sqlite3", "http.server", "moto", "flask")
    code = f"import sys, simulator.__main__; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
