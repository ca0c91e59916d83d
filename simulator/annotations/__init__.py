"""Amazon's NLU annotation sets: utterances with the intent and slots they should reach, for any interaction model.

Amazon's tool for them ended in 2025; the files are still a good form, and this evaluates them without a network.
"""
