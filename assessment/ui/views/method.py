"""Method: every question, level, weight, formula, source and version; what the tool cannot tell."""

from assessment.services.bootstrap import application
from assessment.ui import method_view

method_view.show(application().bank)
