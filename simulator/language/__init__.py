"""The language step: from words to intent and slots, by the interaction model alone."""
