"""What all tests share: how Hypothesis searches, and where Chromium is."""

from __future__ import annotations

from hypothesis import settings

# The machines of the gate are slow and shared: no deadline; the same examples on every run.
settings.register_profile("gate", deadline=None, derandomize=True, max_examples=150)
settings.load_profile("gate")
