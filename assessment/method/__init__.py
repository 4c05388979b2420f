"""The method in words, for the Method page and docs/method.md alike: formulas, limits, a worked example, the trace."""
