"""An answer said to be saved is there once, and every count is right, whatever was killed, locked, full or gone."""

from __future__ import annotations

from tests.faults.harness import (
    Outcome,
    fill_the_disk,
    kill_postgresql,
    kill_the_application,
    lock_the_file,
    lose_a_replica,
    postgresql_scene,
    scene,
)


def nothing_is_lost(outcome: Outcome, injected: int) -> bool:
    """Whether the faults happened, people went on answering, and everything is there once and counted right."""
    verdict = outcome.verdict
    assert (verdict.lost, verdict.duplicates, verdict.wrong) == ([], [], [])
    assert len(outcome.serving_again) == outcome.injected == injected
    return outcome.acknowledged > 100 * injected


def test_nothing_acknowledged_is_lost_on_sqlite_when_it_is_locked_or_full_or_the_server_is_killed() -> None:
    with scene() as at_work:
        lock_the_file(at_work, seconds=6)
        assert at_work.crowd.failed > 0
        fill_the_disk(at_work, failures=10)
        kill_the_application(at_work, times=1)
        assert nothing_is_lost(at_work.finish(), injected=3)


def test_nothing_acknowledged_is_lost_on_postgresql_when_it_or_one_of_two_servers_is_killed() -> None:
    with postgresql_scene() as (at_work, server):
        lose_a_replica(at_work, times=1)
        kill_postgresql(at_work, server, times=1, between=(60, 120))
        assert nothing_is_lost(at_work.finish(), injected=2)
