"""What a result says, finished for showing: every screen and every file reads `find(result)` and nothing else.

`model` is what there is to show, with `said`, its questions; `words` how numbers are written. The rest makes one from
the other.
"""

from assessment.findings.find import find as find
