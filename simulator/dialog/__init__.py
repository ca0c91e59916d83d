"""The dialog manager: what Alexa remembers of a dialog between two turns, and asks by herself."""
