"""Answers from elsewhere: a file of answers scored for the person who brings it, and kept by nobody."""

from assessment.services.bootstrap import application
from assessment.ui import own_answers_view

own_answers_view.show(application().bank)
