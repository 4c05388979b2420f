"""The method: how answers become results, as pure functions over a bank (no files, no clock, no chance).

`plan` compiles a bank to arrays, `arrays` scores a million respondents, `score` one or some of them,
`group` what a group's counts say, `ownership` who would settle what, `gaps` what to do first, `benchmark` where a
score stands among others, `disclosure` what may be shown of them.
"""

from __future__ import annotations

SCORING_VERSION = 1
"""Raised whenever a formula changes; stored with every result and named in the changelog."""
