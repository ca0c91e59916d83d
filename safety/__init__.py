"""What can be proved and measured about the advice, and shown: proofs, mutants, the rules to sign, the safety report.

Never deployed. It reads the clinical file as the skill does, and speaks with the skill through the local Alexa.
"""
