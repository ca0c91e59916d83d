"""Certification before certification: in every state of a skill is said what Amazon's testers say."""
