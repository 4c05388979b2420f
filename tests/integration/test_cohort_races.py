"""Several processes and one cohort: nobody is released twice, and nobody who is being deleted is lost half-way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from assessment.services.cohort import Cohort
from assessment.services.private_key import PrivateKey
from assessment.storage.database import Database
from tests.integration.cohort_site import ALL, FINANCE, LARGE, Site


@pytest.fixture
def site(database: Database) -> Site:
    return Site(database)


@pytest.fixture
def processes(site: Site, database_url: str) -> Iterator[Callable[[int], list[Cohort]]]:
    """Cohorts as other processes have them: each with a database object of its own."""
    opened: list[Database] = []

    def more(number: int) -> list[Cohort]:
        opened.extend(Database(database_url) for _ in range(number))
        return [site.cohort_of(database) for database in opened]

    yield more
    for database in opened:
        database.close()


def test_processes_that_release_at_the_same_time_release_everybody_once(
    site: Site, processes: Callable[[int], list[Cohort]]
) -> None:
    cohorts = processes(4)
    patient = site.cohort_of(site.database, threshold=1_000)
    for number in range(1, 6):
        for _ in range(7):
            patient.join(site.respond())
        together = Barrier(len(cohorts))

        def release(cohort: Cohort, together: Barrier = together) -> int:
            together.wait(30)
            return cohort.release_due()

        with ThreadPoolExecutor(len(cohorts)) as threads:
            assert sum(threads.map(release, cohorts)) == 7
        assert site.sizes() == {LARGE: 7 * number, FINANCE: 7 * number, ALL: 7 * number}
        assert site.bins(ALL) == {30: 7 * number}


def test_a_deletion_during_a_release_comes_before_or_after_it_and_never_between(
    site: Site, processes: Callable[[int], list[Cohort]]
) -> None:
    cohorts = processes(2)
    patient = site.cohort_of(site.database, threshold=1_000)
    for _ in range(6):
        keys = [site.respond() for _ in range(8)]
        for key in keys:
            patient.join(key)
        together = Barrier(4)
        before = site.sizes().get(ALL, 0)

        def release(cohort: Cohort, together: Barrier = together) -> int:
            together.wait(30)
            return cohort.release_due()

        def delete(some: list[PrivateKey], together: Barrier = together) -> int:
            together.wait(30)
            for key in some:
                site.survey.delete(key)
            return 0

        with ThreadPoolExecutor(4) as threads:
            tasks = [threads.submit(release, cohort) for cohort in cohorts]
            tasks += [threads.submit(delete, keys[:2]), threads.submit(delete, keys[2:4])]
            released = sum(task.result() for task in tasks)
        assert released in {0, 5, 6, 7, 8}
        assert site.sizes().get(ALL, 0) == before + released
        assert site.bins(ALL).get(30, 0) == before + released
        for key in keys[4:]:
            site.survey.delete(key)
