"""The engine's version, kept in every result and snapshot.

Raise it whenever the same card could give other figures or other sentences than before.
"""

ENGINE_VERSION = "1.0.0"
