"""Measurements of the running application, each beside a plain alternative: `python -m bench [line ...]`."""
