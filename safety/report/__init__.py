"""The safety report: all vignettes spoken through the local Alexa, and what came of them.

gathering runs them, figures counts; document says it, with the words of text.yaml; markdown, html and plots show it.
"""

from safety.report.writing import write_or_check

__all__ = ["write_or_check"]
