"""A skill by where it is: a function in a Python file, or the address where it is served."""

from __future__ import annotations

from simulator.device.door import Handler, load_handler


def skill_at(where: str) -> Handler:
    """What to call for "path/to/file.py:name" or an endpoint's URL.

    Raises SkillError when there is no such file or function, when the file cannot be run, or nobody is at the URL.
    """
    if where.startswith(("http://", "https://")):
        from simulator.endpoint.client import RemoteSkill  # what only an address needs

        return RemoteSkill(where).reached()
    return load_handler(where)
