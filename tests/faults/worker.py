"""A process to be killed: it answers as respondents of the self-service survey, joins the benchmark, and releases the
blocks of a workshop. It prints the handle of each response that joined, once that was acknowledged.
"""

from __future__ import annotations

import sys
import threading
from contextlib import suppress
from datetime import UTC, date, datetime
from itertools import cycle

from assessment.bank.load import load_bank
from assessment.bank.model import Bank
from assessment.errors import NotNow, StorageUnavailable
from assessment.services.cohort import Cohort
from assessment.services.private_key import PrivateKey
from assessment.services.survey import Profile, Survey
from assessment.services.workshops import Workshops
from assessment.settings import ROOT
from assessment.storage.database import Database

THRESHOLD = 5
PAUSE = threading.Event()
"""Never set: to wait on."""


class Respondents:
    """People who take the self-service survey and join the benchmark."""

    def __init__(self, database: Database, bank: Bank) -> None:
        self._survey = Survey(database, bank, date.today)
        self._cohort = Cohort(database, bank, date.today, THRESHOLD)
        self._asked = [bank.questionnaires[0].id]

    def take_part(self, industry: str | None) -> str:
        """The handle of one more, who joined. Raises `StorageUnavailable`."""
        key = self._survey.begin("pulse", self._asked, Profile(industry=industry))
        for question in self._survey.way("pulse", self._asked).questions.values():
            self._survey.answer(key, question.id, question.choices[0].id)
        self._survey.submit(key)
        self._cohort.join(key)
        return key.handle


def main(url: str, handle: str, token: str) -> None:
    """Until killed."""
    database, bank = Database(url), load_bank(ROOT / "questions")
    workshops = Workshops(database, bank, lambda: datetime.now(UTC), THRESHOLD)
    key = PrivateKey(handle, token)

    def release() -> None:
        while not PAUSE.wait(0.2):
            with suppress(NotNow, StorageUnavailable):
                workshops.move(key, "revealed")

    threading.Thread(target=release, daemon=True).start()
    respondents = Respondents(database, bank)
    for industry in cycle(option.id for option in bank.edition.industries[:2]):
        with suppress(StorageUnavailable):
            print(respondents.take_part(industry), flush=True)
        PAUSE.wait(0.05)


if __name__ == "__main__":
    main(*sys.argv[1:])
