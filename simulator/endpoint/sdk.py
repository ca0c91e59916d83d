"""flask-ask-sdk: the only module that imports it. It takes a sound request from Flask to the skill, and back.

flask-ask-sdk 1.0.0 cannot be imported with OpenSSL 3.0.10 and later: it imports ask-sdk-webservice-support, that
certvalidator, and that oscrypto 1.3.0, which cannot read a version with a patch number of two digits (oscrypto's
issue 75, open since 2023). What certvalidator is imported for, the check of certificates, is done here by
`cryptography`; so something stands in for it while flask-ask-sdk is imported, and is taken away afterwards.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, Any

from ask_sdk_core.skill import CustomSkill

if TYPE_CHECKING:
    from flask import Flask, Response

Invoke = Callable[[dict[str, Any]], Any]
_IN_PLACE_OF = "certvalidator"
_importing = threading.Lock()


def dispatcher(app: Flask, name: str, read: Callable[[str], dict[str, Any]], invoke: Invoke) -> Callable[[], Response]:
    """What answers the request that Flask is at, by flask-ask-sdk's SkillAdapter: body -> read -> invoke -> JSON.

    name  under which the adapter is found in app.extensions
    Exceptions of `read` and `invoke` come through. Nothing is verified: do that before.
    """
    module = _skill_adapter()
    switches = (module.VERIFY_SIGNATURE_APP_CONFIG, module.VERIFY_TIMESTAMP_APP_CONFIG)
    before = {switch: app.config.get(switch, True) for switch in switches}
    app.config.update(dict.fromkeys(switches, False))
    try:
        adapter = module.SkillAdapter(skill=_Skill(read, invoke), skill_id=name, app=app)
    finally:
        app.config.update(before)  # they hold for the whole application: another adapter in it must go on verifying
    answer: Callable[[], Response] = adapter.dispatch_request
    return answer


class _Skill(CustomSkill):
    """Any handler in the shape of a skill of the SDK's, so that the endpoint serves what Lambda serves.

    SkillAdapter takes nothing but this class. Nothing of it is used, nor set up: that would change the user agent that
    all skills in this process put into their answers.
    """

    def __init__(self, read: Callable[[str], dict[str, Any]], invoke: Invoke) -> None:
        self._invoke = invoke
        self.serializer: Any = _Plain(read)
        self.custom_user_agent: Any = None

    def invoke(self, request_envelope: Any, context: Any) -> Any:  # noqa: ARG002 - the SDK's names
        """The answer of the handler."""
        return self._invoke(request_envelope)


class _Plain:
    """In place of the SDK's serializer: envelopes stay JSON, for handlers read them themselves."""

    def __init__(self, read: Callable[[str], dict[str, Any]]) -> None:
        self._read = read

    def deserialize(self, payload: str, obj_type: type) -> dict[str, Any]:  # noqa: ARG002 - the SDK's names
        """The envelope."""
        return self._read(payload)

    def serialize(self, obj: Any) -> Any:
        """The answer as it is; Flask writes it as JSON."""
        return obj


def _skill_adapter() -> Any:
    with _importing, _stand_in():
        from flask_ask_sdk import skill_adapter
    return skill_adapter


@contextmanager
def _stand_in() -> Iterator[None]:
    """Something to import as certvalidator, unless the real one is there already; gone again afterwards."""
    if _IN_PLACE_OF in sys.modules:
        yield
        return
    package, errors = ModuleType(_IN_PLACE_OF), ModuleType(f"{_IN_PLACE_OF}.errors")
    package.CertificateValidator = _unusable  # type: ignore[attr-defined]
    errors.PathError = errors.ValidationError = type("ValidationError", (Exception,), {})  # type: ignore[attr-defined]
    ours = {package.__name__: package, errors.__name__: errors}
    sys.modules.update(ours)
    try:
        yield
    finally:
        for name in ours:
            sys.modules.pop(name, None)


def _unusable(*_: object, **__: object) -> None:
    raise NotImplementedError("flask-ask-sdk's own verifiers cannot be used here; simulator.endpoint verifies")
