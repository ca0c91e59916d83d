"""Back Check: a voice triage of numbness in the back. What it knows, decides and says."""
