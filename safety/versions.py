"""Two versions of the clinical file: read from a file, or as it stood at a revision of the repository."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from skill.loader import TRIAGE, read_knowledge
from skill.model import Answers, Knowledge, Value
from skill.state import sound_value
from skill.strict_yaml import KnowledgeError

_ROOT = TRIAGE.parent.parent.parent
_PLACE = TRIAGE.relative_to(_ROOT).as_posix()


def read_version(name: str) -> Knowledge:
    """The clinical file of a path, or of a revision ("main", "HEAD~3", a commit). Raises KnowledgeError."""
    path = Path(name)
    if path.is_file():
        return read_knowledge(path)
    git = ["git", "-C", str(_ROOT), "show", "--end-of-options", f"{name or 'nothing named'}:{_PLACE}"]
    try:
        shown = subprocess.run(git, capture_output=True, check=False)  # noqa: S603 - no shell; git checks the name
    except FileNotFoundError:
        raise KnowledgeError([f"{name}: no such file, and git is not there to look for a revision"]) from None
    if shown.returncode:
        what = f"{name}: neither a file nor a revision that holds {_PLACE}"
        raise KnowledgeError([f"{what} - name a clinical file, or a revision as `git log` shows it"])
    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder) / f"{path.name or 'revision'}.yaml"
        there.write_bytes(shown.stdout)
        return read_knowledge(there)


def known_to(knowledge: Knowledge, answers: Answers) -> dict[str, Value]:
    """Answers as a version can take them: topics and values that it does not have are left out."""
    kept = {
        name: sound_value(knowledge.topics[name], value) for name, value in answers.items() if name in knowledge.topics
    }
    return {name: value for name, value in kept.items() if value is not None}
