"""Benchmarks: how others answered the same questions."""

from assessment.ui import benchmark_view

benchmark_view.show()
