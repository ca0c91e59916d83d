"""The linter: what Amazon's build would refuse in a skill package, and what certification or people would object to."""
