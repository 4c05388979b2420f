"""The family of errors whose messages are fit for a person to read.

A message says what happened, what is safe and what to do. Anything that isn't an `AssessmentError`
is a defect: it is logged, and the person sees a general sentence instead (see `ui/error_messages.py`).
"""

from __future__ import annotations

from assessment.language import _


class AssessmentError(Exception):
    """Something the person in front of the screen, or of the file, can understand and act on."""


class SettingsError(AssessmentError):
    """A setting in the environment is wrong; the start is refused."""


class BankError(AssessmentError):
    """A question bank can't be loaded: names the file, the line where known, the path of keys and what was expected."""


class AnswersFileError(AssessmentError):
    """A file of answers is wrong: names the row and the column."""


class ResultFileError(AssessmentError):
    """A file isn't the result of one respondent as this program writes it: names what was expected, and where."""


class BenchmarkFileError(AssessmentError):
    """A file isn't a benchmark edition that can be shown here: names what was expected, and where."""


class InvalidAnswer(AssessmentError):
    """An answer, profile value or target that this edition doesn't know."""


class NoSuchLink(AssessmentError):
    """A private link that is unknown, tampered with or deleted: always the same message, so that nothing leaks."""

    def __str__(self) -> str:
        return _(
            "There is no such link. It may be incomplete, or what it opened was deleted or the link taken back. "
            "Check that you copied all of it, up to the last character; a lost link can't be recovered."
        )


class OtherEdition(AssessmentError):
    """Answers to an edition that this installation doesn't ask now: scoring them with other questions would mislead."""

    def __init__(self, theirs: str, ours: str) -> None:
        super().__init__(theirs, ours)

    def __str__(self) -> str:
        theirs, ours = self.args
        return _(
            "These answers belong to edition {theirs}, and this installation now asks edition {ours}, whose questions "
            "differ. Your answers are safe. Ask whoever runs this site for the earlier edition, or begin anew."
        ).format(theirs=theirs, ours=ours)


class StorageUnavailable(AssessmentError):
    """The database is locked or gone. What was acknowledged is safe; what was being saved isn't saved yet."""

    def __str__(self) -> str:
        return _(
            "The database isn't answering. Everything marked as saved is safe. "
            "Keep this page open: what isn't saved yet stays here and is saved when the database returns."
        )


class NoSuchWorkshop(AssessmentError):
    """A code that never existed, or of a workshop that is over: one message for both, so that guesses learn nothing."""

    def __str__(self) -> str:
        return _(
            "There is no workshop with this code now. Check the code with whoever leads the workshop; "
            "once it is over, only those who took part can still open it, with the link they were given."
        )


class NotNow(AssessmentError):
    """What is asked is understood, but the state of the workshop doesn't allow it at this moment."""
