"""SSML: which texts Alexa takes, and the words that are heard of them."""

from simulator.ssml.reading import SsmlError, heard, read

__all__ = ["SsmlError", "heard", "read"]
