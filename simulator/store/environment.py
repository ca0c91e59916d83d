"""Pointing skills to a store, unchanged as they are: by the environment that boto3, and every AWS SDK, reads.

Sources: AWS's pages "Service-specific endpoints" (AWS_ENDPOINT_URL_DYNAMODB) and "Boto3 credentials". The Python SDK's
DynamoDbAdapter makes its connection when it is imported: the environment must be set before the skill is loaded.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from simulator.store.file import StoreError, StoreFile

_HERE = ("127.0.0.1", "localhost", "::1")
_REGION = "us-east-1"
_NOBODY = {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "AWS_SESSION_TOKEN": ""}
"""Credentials for a server on this machine: real ones are neither looked for nor sent."""
_CREDENTIALS = ("AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_ROLE_ARN")


@contextmanager
def kept_in(path: str | Path, *, when_needed: bool = False) -> Iterator[str]:
    """While it lasts, skills that are loaded keep their attributes in this file, which is made when it is not there.

    `when_needed`: the file is opened only when something is to be kept, and credentials that are there stay, for the
    skill may use other services of AWS. Gives the store's URL. Raises StoreError when the file cannot be used.
    """
    from simulator.store.server import StoreServer  # a web server, which nobody else needs

    file = None if when_needed else StoreFile(Path(path))
    server = StoreServer(lambda: file or StoreFile(Path(path)))
    try:
        with kept_at(server.url, own_credentials=when_needed):
            yield server.url
    finally:
        server.close()


@contextmanager
def kept_at(url: str, *, own_credentials: bool = False) -> Iterator[str]:
    """While it lasts, skills that are loaded use the DynamoDB-compatible server at this URL.

    On this machine they come with credentials that are none, unless `own_credentials` says that those which are there
    shall stay; elsewhere with those of the environment.
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
        new |= {"NO_PROXY": ",".join(around), "no_proxy": ",".join(around)}
        new |= {} if own_credentials and _has_credentials() else _NOBODY
    with _set(new):
        yield url


def _has_credentials() -> bool:
    """Whether AWS's tools would find credentials of the developer: in the environment, or in their files."""
    named = ("AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE")
    files = [Path(os.environ[name]) for name in named if name in os.environ]
    with suppress(RuntimeError):  # nobody's home
        files += [Path.home() / ".aws" / "credentials", Path.home() / ".aws" / "config"]
    return any(os.environ.get(name) for name in _CREDENTIALS) or any(file.is_file() for file in files)


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
