"""The local Alexa as a web page on this machine: a small server, and one page without a build step.

It needs Flask, which comes with the extra `simulator`; nothing else in the local Alexa loads it.
"""
