"""Pointing skills to a store, unchanged as they are: by the environment that boto3, and every AWS SDK, reads.

Sources: AWS's pages "Service-specific endpoints" (AWS_ENDPOINT_URL_DYNAMODB) and "Boto3 credentials". The Python SDK's
DynamoDbAdapter makes its connection when it is imported: the environment must be set before the skill is loaded.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from simulator.store.file import StoreError, StoreFile

_HERE = ("127.0.0.1", "localhost", "::1")
_REGION = "us-east-1"
_NOBODY = {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "AWS_SESSION_TOKEN": ""}
"""Credentials for a server on this machine: real ones are neither looked for nor sent."""


@contextmanager
def kept_in(path: str | Path) -> Iterator[str]:
    """While it lasts, skills that are loaded keep their attributes in this file, which is made when it is not there.

    Gives the store's URL. Raises StoreError when the file cannot be used.
    """
    from simulator.store.server import StoreServer  # a web server, which nobody else needs

    server = StoreServer(StoreFile(Path(path)))
    try:
        with kept_at(server.url):
            yield server.url
    finally:
        server.close()


@contextmanager
def kept_at(url: str) -> Iterator[str]:
    """While it lasts, skills that are loaded use the DynamoDB-compatible server at this URL.

    On this machine they come with credentials that are none; elsewhere with those of the environment.
    Raises StoreError when it is no URL of a server.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise StoreError(f"{url!r} is no address of a server - give one like http://127.0.0.1:8000")
    new = {"AWS_ENDPOINT_URL_DYNAMODB": url, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "false"}
    if not (os.environ.get("AWS_DEFAULT_REGION") or os.environ.get("AWS_REGION")):
        new["AWS_DEFAULT_REGION"] = _REGION
    if parts.hostname in _HERE:
        around = [name for name in (os.environ.get("NO_PROXY") or os.environ.get("no_proxy"), parts.hostname) if name]
        new |= {**_NOBODY, "NO_PROXY": ",".join(around), "no_proxy": ",".join(around)}
    with _set(new):
        yield url


@contextmanager
def _set(new: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in new}
    os.environ.update(new)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
