"""The workbench for understanding: what a sentence comes to and why, and how well labelled ones are understood.

It looks inside the skill on purpose, which nothing else in the simulator does: no device could ask these questions.
"""
