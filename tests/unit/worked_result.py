"""One small result worked out by hand, which the tests of every file that shows a result hold it against.

Strategy has the capability a (items of weight 1 and 2), data has d (one item); one decision, two respondents:

          a.1  a.2  d.1  stop
  r1 cio   3    4    2   cio    a = (1·3 + 2·4) / 3 = 11/3;  overall = (11/3 + 2) / 2 = 17/6
  r2 cfo   1    dk   2          a: coverage 1/3, no score;   overall coverage (1 + 1) / (1 + 2 + 1) = 0.5
"""

from __future__ import annotations

from assessment.respondent import Respondent
from assessment.results import Result, build_result
from assessment.scoring.plan import Plan
from tests.unit.banks import bank_of, capability, questionnaire

BANK = bank_of(
    questionnaire("strategy", capability("a", [1, 2])),
    questionnaire("data", capability("d", [1])),
    decisions=["stop"],
    owners=["cio"],
)
R1 = Respondent("r1", {"a.1": "3", "a.2": "4", "d.1": "2", "stop": "cio"}, role="cio")
R2 = Respondent("r2", {"a.1": "1", "a.2": "dk", "d.1": "2"}, role="cfo", simulated=True)


def worked(*respondents: Respondent) -> Result:
    """The result of these respondents, of both by default."""
    return build_result(Plan(BANK), respondents or (R1, R2), organisation="Ü & Co")
