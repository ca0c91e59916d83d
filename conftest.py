"""Our own conversations are tests by the local Alexa's plugin, whether the project is installed or only checked out."""

pytest_plugins = ["simulator.pytest_plugin"]
