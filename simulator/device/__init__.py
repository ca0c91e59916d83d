"""The device: hears words, calls the skill as Alexa does, checks what comes back, and says it."""
