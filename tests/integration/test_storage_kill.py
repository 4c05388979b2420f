"""The first promise of the product: an answer said to be saved is there, whatever happens next."""

from __future__ import annotations

import random
import subprocess
import sys

from assessment.storage.database import Database
from assessment.storage.repository import Response, response_answers

WRITE_UNTIL_KILLED = """
import itertools, os, sys, threading
from assessment.storage.database import Database
from assessment.storage.repository import save_answer

url, response_id, life = sys.argv[1], int(sys.argv[2]), sys.argv[3]
database = Database(url)
numbers = itertools.count()

def answer():
    for number in numbers:
        database.write(lambda c: save_answer(c, response_id, f"life.{life}.{number}", str(number % 5 + 1)))
        os.write(1, f"life.{life}.{number}={number % 5 + 1}\\n".encode())

for _ in range(8):
    threading.Thread(target=answer).start()
"""


def acknowledged_before_a_kill(url: str, response_id: int, life: int, after: int) -> list[str]:
    """The lines printed by a process that was killed at some moment after it printed `after` of them."""
    arguments = [sys.executable, "-c", WRITE_UNTIL_KILLED, url, str(response_id), str(life)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(after)]
        process.kill()
        return lines + process.stdout.readlines()


def test_an_answer_acknowledged_is_there_after_a_kill(
    database: Database, database_url: str, response: Response
) -> None:
    acknowledged: dict[str, str] = {}
    for life in range(4):
        after = random.randint(1, 300)
        lines = acknowledged_before_a_kill(database_url, response.id, life, after)
        acknowledged.update(line.strip().split("=") for line in lines)  # type: ignore[misc]
    with database.read() as connection:
        saved = response_answers(connection, response.id)
    assert len(acknowledged) >= 4
    assert acknowledged.items() <= saved.items()
