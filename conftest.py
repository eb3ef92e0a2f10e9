"""How every test runs: a property that takes long on a busy machine is not a wrong one, so no time is set for it."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")
