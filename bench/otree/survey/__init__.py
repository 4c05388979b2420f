"""The same survey as ours, written as oTree's manual writes one: pages of radio buttons over one model."""

import json
from os import environ
from pathlib import Path

from otree.api import BaseConstants, BaseGroup, BasePlayer, BaseSubsession, Page, models, widgets

QUESTIONS = json.loads(Path(environ["SURVEY"]).read_text("utf-8"))
"""Pages of questions, each with its text and its options."""


class C(BaseConstants):
    NAME_IN_URL = "survey"
    PLAYERS_PER_GROUP = None
    NUM_ROUNDS = 1


class Subsession(BaseSubsession):
    pass


class Group(BaseGroup):
    pass


class Player(BasePlayer):
    for _page, _questions in enumerate(QUESTIONS):
        for _number, _question in enumerate(_questions):
            locals()[f"q{_page}_{_number}"] = models.IntegerField(
                label=_question["text"],
                choices=[list(choice) for choice in enumerate(_question["options"])],
                widget=widgets.RadioSelect,
            )


def _page(page: int) -> type[Page]:
    fields = [f"q{page}_{number}" for number in range(len(QUESTIONS[page]))]
    members = {"form_model": "player", "form_fields": fields, "template_name": "survey/Page.html"}
    return type(f"Page{page}", (Page,), {"__module__": __name__, **members})


class End(Page):
    template_name = "survey/End.html"


page_sequence = [*(_page(page) for page in range(len(QUESTIONS))), End]
