"""The console from the reveal on: the picture, what to talk about, votes, agreements, actions, and the report."""

from assessment.ui.console.after.sections import sections as sections
