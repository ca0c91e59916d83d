"""The example phrases of a skill's page, where the model lies in a skill package."""

from __future__ import annotations

import json
from pathlib import Path

from simulator.errors import UsageError


def manifest_of(model: Path) -> Path | None:
    """skill.json beside a model, or at the top of the package that the model lies in."""
    folders = (model.parent, *model.resolve().parents[:3])
    return next((folder / "skill.json" for folder in folders if (folder / "skill.json").is_file()), None)


def example_phrases(manifest: Path, locale: str) -> tuple[str, ...]:
    """The example phrases for a locale; () when the manifest has none. Raises UsageError when it cannot be read."""
    try:
        raw = json.loads(manifest.read_text(encoding="utf-8"))
        page = raw["manifest"]["publishingInformation"]["locales"].get(locale, {})
        return tuple(str(phrase) for phrase in page.get("examplePhrases", ()))
    except OSError as error:
        raise UsageError(f"{manifest}: cannot be read ({error.strerror}) - check the path") from error
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise UsageError(f"{manifest}: is no skill manifest ({error}) - `lint` tells what is wrong with it") from error
