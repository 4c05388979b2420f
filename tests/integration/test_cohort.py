"""Opting in on both databases: who enters the cohort, when, and what stays."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from assessment.errors import InvalidAnswer, NoSuchLink, OtherEdition
from assessment.scoring.benchmark import OVERALL, Measure, Segment
from assessment.services.cohort import Cohort
from assessment.services.private_key import PrivateKey, new_key
from assessment.services.survey import Profile
from assessment.storage import repository
from assessment.storage.database import Database
from tests.integration.cohort_site import ALL, BANK, DAY, FINANCE, INDUSTRIES, ITEM, LARGE, SIZES, Site


@pytest.fixture
def site(database: Database) -> Site:
    return Site(database)


def test_who_opts_in_waits_until_enough_share_a_label_and_then_all_are_released(site: Site) -> None:
    keys = [site.join(value) for value in "1233"]
    assert [site.cohort.state(key) for key in keys] == ["waiting"] * 4
    assert site.sizes() == {}
    keys.append(site.respond("5"))
    assert site.cohort.state(keys[-1]) == "not_joined"
    assert site.cohort.join(keys[-1]) == "released"
    assert [site.cohort.state(key) for key in keys] == ["released"] * 5
    assert site.sizes() == {LARGE: 5, FINANCE: 5, ALL: 5}
    for segment in (LARGE, FINANCE, ALL):
        assert site.bins(segment) == {10: 1, 20: 1, 30: 2, 50: 1}
        # One of two capabilities has half of the weight, which is enough for a questionnaire's score.
        assert site.bins(segment, OVERALL) == site.bins(segment)


def test_a_late_joiner_waits_for_four_more(site: Site) -> None:
    for _ in range(6):
        site.join()
    assert site.sizes()[ALL] == 5
    for _ in range(4):
        site.join()
    assert site.sizes()[ALL] == 10


def test_who_withdraws_while_waiting_is_not_counted_and_may_come_back(site: Site) -> None:
    keys = [site.join() for _ in range(4)]
    assert site.cohort.withdraw(keys[0]) == "not_joined"
    keys.append(site.join())
    assert site.sizes() == {}
    assert site.cohort.join(keys[0]) == "released"
    assert site.sizes()[ALL] == 5


def test_who_deletes_their_answers_while_waiting_is_not_counted(site: Site) -> None:
    keys = [site.join() for _ in range(4)]
    site.survey.delete(keys[0])
    site.join()
    assert site.sizes() == {}
    site.join()
    assert site.sizes()[ALL] == 5


def test_what_is_released_stays_whatever_happens_to_the_answers(site: Site) -> None:
    keys = [site.join("3") for _ in range(5)]
    site.survey.answer(keys[0], ITEM, "5")
    assert site.cohort.withdraw(keys[1]) == "released"
    site.survey.delete(keys[2])
    assert site.bins(ALL) == {30: 5}
    assert site.sizes()[ALL] == 5


def test_a_response_enters_once_however_often_it_joins(site: Site) -> None:
    keys = [site.join() for _ in range(5)]
    for key in keys:
        site.cohort.withdraw(key)
        assert site.cohort.join(key) == "released"
    waiting = site.join()
    for _ in range(5):
        assert site.cohort.join(waiting) == "waiting"
    assert site.sizes()[ALL] == 5


def test_the_answers_of_the_day_of_release_are_counted_with_the_profile_of_the_day_of_joining(site: Site) -> None:
    keys = [site.join("1") for _ in range(4)]
    site.survey.answer(keys[0], ITEM, "5")
    site.survey.change_profile(keys[0], Profile(), Profile(industry="health", size="small"))
    site.join("1")
    assert site.bins(LARGE) == {10: 4, 50: 1}
    assert set(site.sizes()) == {LARGE, FINANCE, ALL}


def test_after_thirty_days_labels_widen_and_the_next_look_releases(site: Site) -> None:
    keys = [site.join(size=size) for size in ("small", "small", "small", "large", None)]
    site.today += timedelta(29)
    assert site.cohort.release_due() == 0
    site.today += timedelta(1)
    assert site.cohort.release_due() == 0  # the one without a size had less far to go, and now waits among all
    keys.append(site.join(size=None))
    assert site.sizes() == {FINANCE: 5, ALL: 5}
    assert [site.cohort.state(key) for key in keys] == ["released"] * 4 + ["waiting", "released"]
    assert site.cohort.release_due() == 0


def test_without_an_industry_a_response_counts_among_all_from_the_first_day(site: Site) -> None:
    for size in ("large", "large", None, "small", "small"):
        site.join(industry=None, size=size)
    assert site.sizes() == {ALL: 5}


def test_what_cannot_be_counted_is_refused_and_nothing_waits(site: Site) -> None:
    key = site.survey.begin("full", ["strategy"], Profile())
    with pytest.raises(InvalidAnswer, match="submit"):
        site.cohort.join(key)
    site.survey.submit(key)
    for bank, error in (
        (replace(BANK, content_hash="f" * 64), InvalidAnswer),
        (replace(BANK, edition=replace(BANK.edition, id="2030.1")), OtherEdition),
    ):
        with pytest.raises(error):
            Cohort(site.database, bank, today=lambda: DAY, threshold=5).join(key)
    assert site.cohort.state(key) == "not_joined"


def test_simulated_answers_never_enter(site: Site) -> None:
    key = new_key()
    response = repository.NewResponse(
        handle=key.handle,
        token_hash=key.token_hash,
        edition_id=BANK.edition.id,
        content_hash=BANK.content_hash,
        mode="full",
        questionnaires=("strategy",),
        target="lead",
        started_on=DAY,
        simulated=True,
    )
    site.database.write(lambda connection: repository.create_response(connection, response))
    site.survey.submit(key)
    with pytest.raises(InvalidAnswer, match="Simulated"):
        site.cohort.join(key)
    assert site.cohort.state(key) == "not_joined"


def test_a_wrong_key_opts_nobody_in_or_out(site: Site) -> None:
    key = site.join()
    for wrong in (new_key(), replace(key, token=new_key().token)):
        for use in (site.cohort.join, site.cohort.withdraw, site.cohort.state):
            with pytest.raises(NoSuchLink):
                use(wrong)
    assert site.cohort.state(key) == "waiting"


def test_while_the_database_is_away_nothing_is_released_and_nobody_is_told_of_it(site: Site) -> None:
    site.database.close()
    assert site.cohort.release_due() == 0


def test_a_score_that_few_have_is_held_back_until_enough_have_it(site: Site) -> None:
    rare = Measure("capability", "strategy.rare")
    keys = [site.respond() for _ in range(10)]
    for key in (keys[0], *keys[5:9]):
        site.survey.answer(key, "strategy.rare.1", "4")
    for key in keys[:5]:
        site.cohort.join(key)
    assert (site.sizes()[ALL], site.bins(ALL), site.bins(ALL, rare)) == (5, {30: 5}, {})
    for key in keys[5:]:
        site.cohort.join(key)
    assert (site.sizes()[ALL], site.bins(ALL), site.bins(ALL, rare)) == (10, {30: 10}, {40: 5})


def test_whatever_happens_the_counts_are_those_of_the_responses_released_and_change_by_whole_batches(
    site: Site,
) -> None:
    chance = random.Random(20_261_102)
    said: dict[PrivateKey, tuple[int, Segment]] = {}
    waiting: list[PrivateKey] = []
    counted: Counter[int] = Counter()
    before: dict[Segment, int] = {}
    for _ in range(220):
        act = chance.random()
        if act < 0.8:
            value, industry, size = chance.choice("12345"), chance.choice([*INDUSTRIES, None]), chance.choice(SIZES)
            key = site.join(value, industry, size)
            said[key] = (10 * int(value), Segment.of(industry, size))
            waiting.append(key)
        elif act < 0.9 and waiting:
            leaver = waiting.pop(chance.randrange(len(waiting)))
            chance.choice([site.cohort.withdraw, site.survey.delete])(leaver)
        else:
            site.today += timedelta(chance.randint(1, 20))
            site.cohort.release_due()
        for key in [key for key in waiting if site.cohort.state(key) == "released"]:
            waiting.remove(key)
            counted[said[key][0]] += 1
        now = site.sizes()
        assert all(now[s] - before.get(s, 0) == 0 or now[s] - before.get(s, 0) >= 5 for s in now)
        assert now.get(ALL, 0) - sum(n for s, n in now.items() if s.industry and not s.size) not in {1, 2, 3, 4}
        assert now.get(ALL, 0) == counted.total()
        before = now
    assert counted.total() > 100
    assert site.bins(ALL) == dict(counted)
