"""What every test shares."""

from __future__ import annotations

from hypothesis import settings

# A busy machine is no defect: how long one example takes is for bench/ to say.
settings.register_profile("promises", deadline=None)
settings.load_profile("promises")
