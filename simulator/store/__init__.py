"""What skills keep between sessions: a small DynamoDB on this machine, in a file, for skills as they are.

from simulator.store import kept_in

with kept_in("kept.sqlite"):                 # before the skill is loaded: boto3 reads the environment
    echo = Echo(handler=load_handler("skill.py"), model="en-US.json", user="somebody")
"""

from simulator.store.environment import kept_at, kept_in
from simulator.store.file import StoreError

__all__ = ["StoreError", "kept_at", "kept_in"]
