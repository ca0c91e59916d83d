"""The skill package names the endpoint, and for a web service what vouches for it."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
URL = "https://abc.tunnel.example/alexa"
FUNCTION = "arn:aws:lambda:eu-west-1:000000000000:function:back-check:live"


@pytest.mark.parametrize(
    ("arguments", "endpoint"),
    [
        ([f"ENDPOINT={FUNCTION}"], {"uri": FUNCTION}),
        ([f"ENDPOINT={URL}"], {"uri": URL, "sslCertificateType": "Wildcard"}),
        ([f"ENDPOINT={URL}", "CERTIFICATE=Trusted"], {"uri": URL, "sslCertificateType": "Trusted"}),
    ],
)
def test_the_skill_package_names_the_endpoint(arguments: list[str], endpoint: dict[str, str], tmp_path: Path) -> None:
    """Amazon's manifest asks of an HTTPS endpoint, and of no other, for the type of its certificate."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copytree(ROOT / "interaction_model", tmp_path / "interaction_model")
    subprocess.run(["make", "skill-package", *arguments], cwd=tmp_path, check=True)
    made = json.loads((tmp_path / "build" / "skill-package" / "skill.json").read_text(encoding="utf-8"))
    assert made["manifest"]["apis"]["custom"].pop("endpoint") == endpoint
    ours = json.loads((ROOT / "interaction_model" / "skill.json").read_text(encoding="utf-8"))
    del ours["manifest"]["apis"]["custom"]["endpoint"]
    assert made == ours
