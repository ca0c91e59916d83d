"""The skill as a web service: Amazon calls it over HTTPS, and each request is checked as Amazon's page asks.

    from flask import Flask
    from simulator.endpoint import mount

    mount(app := Flask(__name__), handler, skill_id="amzn1.ask.skill.…")   # POST /alexa

Source of all rules: Amazon's page "Host a custom skill as a web service".
"""

from simulator.endpoint.mounting import PATH, mount

__all__ = ["PATH", "mount"]
