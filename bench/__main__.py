"""`python -m bench [line ...]`: measure everything, or what the named lines need; each line is kept at once."""

from __future__ import annotations

from argparse import ArgumentParser
from importlib import import_module

from bench.results import as_json, merge

LINES: dict[str, tuple[str, ...]] = {
    "click_cpu": ("click_cpu_ms_1", "click_cpu_ms_50", "click_cpu_ms_300"),
    "memory_growth": ("memory_growth",),
    "first_question": ("first_question", "first_question_slow_phone", "first_page_bytes"),
    "waiting": ("click_to_saved_p95_ms", "first_results_s"),
    "score_million": ("score_million",),
    "pdf": ("pdf_ms", "pdf_vs_one_page"),
    "pptx": ("pptx_ms",),
    "xlsx": ("xlsx_ms",),
    "participant_page": ("participant_page_bytes", "participant_slow_phone_s"),
    "room": ("room_1000_sqlite", "answer_cpu_ms", "room_1000_postgresql", "room_1000_postgresql_2"),
    "room_largest": ("room_largest_sqlite", "room_largest_postgresql", "room_largest_postgresql_2"),
    "survey_cpu": ("survey_cpu_ms_participant", "survey_cpu_ms_streamlit"),
    "lookup": ("lookup",),
    "answers_growth": ("answers_growth",),
    "kills": ("kills_app", "kills_postgresql"),
    "faults": ("faults_locked", "faults_disk_full", "faults_replica_lost"),
    "asleep": ("faults_asleep",),
    "storage_write": tuple(f"storage_write_{load}_p{cut}" for load in ("paced", "flat_out") for cut in (50, 95, 99)),
}
"""The lines that each module measures; to add a measurement, name it here and give its module `measure()`."""


def main() -> None:
    """Run the modules that measure the named lines, or all of them."""
    known = [name for names in LINES.values() for name in names]
    parser = ArgumentParser("python -m bench", description="Measure the application; keeps results in results.jsonl.")
    parser.add_argument("line", nargs="*", help=f"default: all of {', '.join(known)}")
    wanted = parser.parse_args().line
    if unknown := sorted(set(wanted) - set(known)):
        parser.error(f"no such line: {', '.join(unknown)}")
    for module, names in LINES.items():
        if not wanted or set(wanted) & set(names):
            for measured in import_module(f"bench.{module}").measure():
                print(as_json(measured), flush=True)
                merge([measured])


if __name__ == "__main__":
    main()
