"""Every rule of the linter: its id, how grave it is, and the function that finds its problems.

To add one: the function in the module of its kind, a line here, and a seeded defect in the tests.
"""

from __future__ import annotations

from collections.abc import Iterator

from simulator.lint import dialogs, examples, names, package, samples, types
from simulator.lint.draft import Draft
from simulator.lint.finding import Problem, Rule
from simulator.lint.package import Package
from simulator.lint.shapes import MANIFEST, MODEL, unknown, wrong_shapes


def _model_shape(draft: Draft) -> Iterator[Problem]:
    return wrong_shapes(draft.raw, MODEL)


def _model_fields(draft: Draft) -> Iterator[Problem]:
    return unknown(draft.raw, MODEL)


def _manifest_shape(whole: Package) -> Iterator[Problem]:
    return wrong_shapes(whole.manifest, MANIFEST)


MODEL_RULES: tuple[Rule[Draft], ...] = (
    Rule("model-shape", "error", _model_shape),
    Rule("model-field", "warning", _model_fields),
    Rule("invocation-characters", "error", names.invocation_characters),
    Rule("invocation-word", "warning", names.invocation_words),
    Rule("invocation-length", "warning", names.invocation_length),
    Rule("intent-name", "error", names.intent_names),
    Rule("slot-name", "error", names.slot_names),
    Rule("type-name", "error", names.type_names),
    Rule("name-twice", "error", names.names_twice),
    Rule("name-overlap", "error", names.names_overlap),
    Rule("builtin-name", "error", names.known_builtins),
    Rule("builtin-slot", "error", names.builtin_slots),
    Rule("required-intent", "error", names.required_intents),
    Rule("advised-intent", "warning", names.advised_intents),
    Rule("old-slot", "error", samples.old_slots),
    Rule("sample-brace", "error", samples.braces),
    Rule("sample-character", "error", samples.characters),
    Rule("sample-digit", "warning", samples.digits),
    Rule("sample-slot", "error", samples.undefined_slots),
    Rule("sample-slot-twice", "error", samples.slot_twice),
    Rule("sample-spacing", "error", samples.glued_slots),
    Rule("phrase-alone", "error", samples.phrase_alone),
    Rule("phrase-alone-elicited", "warning", samples.phrase_alone_elicited),
    Rule("phrase-with-other", "error", samples.phrase_with_other),
    Rule("no-sample", "error", samples.no_samples),
    Rule("sample-empty", "error", samples.empty_samples),
    Rule("sample-twice", "error", samples.repeated_samples),
    Rule("slot-unused", "warning", samples.unused_slots),
    Rule("type-undefined", "error", types.undefined_types),
    Rule("slot-type", "warning", types.slot_keeps_type),
    Rule("type-empty", "error", types.empty_types),
    Rule("type-small", "warning", types.few_values),
    Rule("type-unused", "warning", types.orphan_types),
    Rule("value-length", "error", types.long_values),
    Rule("value-empty", "error", types.empty_values),
    Rule("value-character", "warning", types.odd_values),
    Rule("value-synonym", "warning", types.no_synonyms),
    Rule("value-twice", "warning", types.words_twice),
    Rule("id-twice", "warning", types.ids_twice),
    Rule("model-size", "error", types.size),
    Rule("model-large", "warning", types.nearly_too_large),
    Rule("generated-by", "error", types.maker),
    Rule("sensitivity", "error", types.sensitivity),
    Rule("dialog-intent", "error", dialogs.dialog_intents),
    Rule("dialog-slot", "error", dialogs.dialog_slots),
    Rule("dialog-slot-missing", "warning", dialogs.dialog_complete),
    Rule("prompt-needed", "error", dialogs.needed_prompts),
    Rule("prompt-undefined", "error", dialogs.dangling_prompts),
    Rule("prompt-unused", "warning", dialogs.orphan_prompts),
    Rule("prompt-twice", "error", dialogs.prompts_twice),
    Rule("prompt-slot", "error", dialogs.prompt_slots),
    Rule("validation", "error", dialogs.validations),
    Rule("validation-several", "warning", dialogs.validated_several),
)

PACKAGE_RULES: tuple[Rule[Package], ...] = (
    Rule("locale-drift", "warning", package.drift),
    Rule("locale-name", "error", package.locale_names),
)

MANIFEST_RULES: tuple[Rule[Package], ...] = (
    Rule("manifest-shape", "error", _manifest_shape),
    Rule("locale-match", "error", package.locales_match),
    Rule("page-limit", "error", package.page_limits),
    Rule("page-complete", "warning", package.page_complete),
    Rule("icon", "warning", package.icons),
    Rule("privacy", "warning", package.privacy_page),
    Rule("health-records", "warning", package.health_records),
    Rule("interface", "error", package.interfaces),
    Rule("screen-home", "error", package.home_from_screen),
    Rule("example-first", "warning", examples.first_example),
    Rule("example", "warning", examples.examples_work),
)
