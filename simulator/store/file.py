"""The file in which a store keeps tables and items: SQLite, so that several processes may use it at once."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from simulator.errors import UsageError

_T = TypeVar("_T")
_MARK = 0x0A1E8A01
"""SQLite's application_id of a store: no other program's database is ever written to."""
_PATIENCE = 2.0
"""Seconds to wait for another process that writes."""
_TABLES = (
    "CREATE TABLE IF NOT EXISTS tables (name TEXT PRIMARY KEY, definition TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS items (place TEXT, key TEXT, item TEXT NOT NULL, PRIMARY KEY (place, key))",
)


class StoreError(UsageError):
    """A store that cannot be used; the message names the file, what is wrong, and what to do."""


class StoreFile:
    """Tables by name, and the items of each by key. All of it is JSON; what it means is not known here.

    Raises StoreError, when it is opened and whenever it is used, if the file cannot be read or written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, timeout=_PATIENCE, check_same_thread=False, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{path}: cannot be opened ({error}) - name another file") from error
        try:
            with self._told():
                self._connection.execute("PRAGMA synchronous = OFF")  # a loss of power may cost the last turn
            self._within(self._prepare)
        except StoreError:
            self._connection.close()
            raise

    def close(self) -> None:
        """Ends the use of the file."""
        with self._lock:
            self._connection.close()

    def tables(self) -> dict[str, Any]:
        """The definition of every table, by name."""
        rows = self._within(lambda run: run("SELECT name, definition FROM tables ORDER BY name").fetchall())
        return {name: json.loads(definition) for name, definition in rows}

    def add_table(self, name: str, definition: Any) -> bool:
        """Adds a table; False when there is one of that name already."""
        text = json.dumps(definition)
        done = self._within(lambda run: run("INSERT OR IGNORE INTO tables VALUES (?, ?)", (name, text)).rowcount)
        return done == 1

    def drop_table(self, name: str) -> None:
        """Removes a table and all its items."""

        def drop(run: _Run) -> None:
            run("DELETE FROM items WHERE place = ?", (name,))
            run("DELETE FROM tables WHERE name = ?", (name,))

        self._within(drop)

    def items(self, table: str) -> list[Any]:
        """All items of a table, in the order of their keys."""
        rows = self._within(lambda run: run("SELECT item FROM items WHERE place = ? ORDER BY key", (table,)).fetchall())
        return [json.loads(row[0]) for row in rows]

    def item(self, table: str, key: str) -> Any:
        """One item, or None."""
        return self._within(lambda run: _read(run, table, key))

    def change(self, table: str, key: str, new: Callable[[Any], Any]) -> tuple[Any, Any]:
        """Replaces an item by `new` of it (None: there is none), with nobody else in between; (before, after)."""

        def replace(run: _Run) -> tuple[Any, Any]:
            before = _read(run, table, key)
            after = new(before)
            if after is None:
                run("DELETE FROM items WHERE place = ? AND key = ?", (table, key))
            else:
                run("INSERT OR REPLACE INTO items VALUES (?, ?, ?)", (table, key, json.dumps(after)))
            return before, after

        return self._within(replace)

    def _prepare(self, run: _Run) -> None:
        mark = run("PRAGMA application_id").fetchone()[0]
        empty = run("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
        if mark != _MARK and not empty:
            raise StoreError(f"{self.path}: is a database of another program - name another file")
        for statement in (*_TABLES, f"PRAGMA application_id = {_MARK}"):
            run(statement)

    def _within(self, do: Callable[[_Run], _T]) -> _T:
        """Does something in one transaction, or nothing of it."""
        with self._lock, self._told():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                result = do(self._connection.execute)
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")
            return result

    @contextmanager
    def _told(self) -> Iterator[None]:
        """SQLite's errors as lines that say what to do."""
        try:
            yield
        except sqlite3.Error as error:
            text = str(error)
            if "locked" in text:
                todo = "end the program that uses it, or name another file"
            elif "readonly" in text:
                todo = "allow to write to it, or name another file"
            else:
                todo = "delete it to begin anew, or name another file"
            raise StoreError(f"{self.path}: cannot be used as a store ({text}) - {todo}") from error


_Run = Callable[..., sqlite3.Cursor]


def _read(run: _Run, table: str, key: str) -> Any:
    row = run("SELECT item FROM items WHERE place = ? AND key = ?", (table, key)).fetchone()
    return json.loads(row[0]) if row else None
