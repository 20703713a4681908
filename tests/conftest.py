"""What all tests have in common: that they come out alike on any machine, and in any order."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

_SAYS_OTHERWISE = ("LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS", "GITHUB_STEP_SUMMARY", "GUIJU_DEBUG")
"""Variables that change what is said, how its lines are broken or where it goes besides."""

for _name in _SAYS_OTHERWISE:
    os.environ.pop(_name, None)

# At a desk every run tries other examples; on a server, where a run decides whether a change is taken, always the same.
settings.register_profile(
    "alike",
    parent=settings.get_profile("default"),
    deadline=None,
    database=None,
    derandomize="CI" in os.environ,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("alike")
