"""A visitor of a Streamlit page without a browser: the same protobuf messages over the same WebSocket, and what our
script on a page of questions sends.

A browser is too heavy to open three hundred times; this way one process holds hundreds of live sessions.
"""

from __future__ import annotations

import asyncio
import html
import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from bench.phone import Phone

SECONDS_TO_ANSWER = 60
FOR_THE_SCRIPT = re.compile(r'data-survey="([^"]*)"')


class PageFailedError(Exception):
    """The page didn't run as a visitor would want it to."""


@dataclass
class Radio:
    """A radio on the page: its displayed options, and the fragment that a choice runs again."""

    id: str
    options: list[str]
    fragment_id: str
    chosen: int | None = None


@dataclass
class Session:
    """One visitor with one page open; `radios` are those of the page, in its order, `buttons` the ids of its buttons by
    label, `metrics` its figures by label, `repeated` the fragments that run by themselves, each with its seconds in
    between; `survey` is what a page of questions tells our script."""

    stream: str
    page: str = ""
    query: str = ""
    cookie: str = ""
    radios: dict[str, Radio] = field(default_factory=dict)
    buttons: dict[str, str] = field(default_factory=dict)
    metrics: dict[str, str] = field(default_factory=dict)
    repeated: dict[str, float] = field(default_factory=dict)
    survey: dict[str, Any] = field(default_factory=dict)
    _page_hash: str = ""
    _phone: Phone | None = None
    _socket: ClientConnection | None = None

    async def open(self) -> None:
        """Connect and run the page once."""
        headers = {"Cookie": self.cookie} if self.cookie else None
        self._socket = await connect(
            self.stream, subprotocols=[Subprotocol("streamlit")], max_size=None, additional_headers=headers
        )
        await self._run("")

    async def close(self) -> None:
        """Disconnect, as closing the tab does."""
        if self._socket is not None:
            await self._socket.close()
        if self._phone is not None:
            self._phone.close()

    async def choose(self, radio: Radio, option: int) -> None:
        """Click the option with this number, from 0, and wait until it is saved or the page has run."""
        radio.chosen = option
        widgets = self.survey.get("widgets", {})
        known = next((widget for key, widget in widgets.items() if radio.id.endswith(key)), None)
        if known is None:
            await self._run(radio.fragment_id)
            return
        if self._phone is None:
            self._phone = Phone(urlsplit(self.stream).netloc, self.cookie)
        answer = {"id": known["id"], "value": known["choices"][option], "pause": 1, "visit": self.survey["visit"]}
        reply = await self._phone.ask("POST", f"{self.survey['to']}answers", answer)
        if reply.status != 200:
            raise PageFailedError(f"not saved: {reply.status}")

    async def press(self, label: str) -> None:
        """Press a button, as one outside of every fragment is, and wait until the page has run."""
        await self._run("", self.buttons[label])

    async def repeat(self, fragment_id: str) -> None:
        """Run a fragment again, as the page's own timer does, and wait until it has run."""
        await self._run(fragment_id)

    async def go_to(self, page: str, query: str) -> None:
        """Open another page of the same application in the same tab."""
        self.page, self.query, self._page_hash = page, query, ""
        await self._run("")

    async def _run(self, fragment_id: str, pressed: str = "") -> None:
        if self._socket is None:
            raise PageFailedError("open the session first")
        await self._socket.send(self._request(fragment_id, pressed).SerializeToString())
        if not fragment_id:
            self.radios.clear()
            self.buttons.clear()
            self.survey.clear()
            self.repeated.clear()
        finished = False
        while not finished:
            message = ForwardMsg()
            message.ParseFromString(await self._receive(self._socket))
            finished = self._take(message)

    def _request(self, fragment_id: str, pressed: str) -> BackMsg:
        message = BackMsg()
        request: ClientState = message.rerun_script
        request.query_string, request.page_name = self.query, self.page
        request.page_script_hash, request.fragment_id = self._page_hash, fragment_id
        for radio in self.radios.values():
            if radio.chosen is not None:
                state = request.widget_states.widgets.add()
                state.id, state.string_value = radio.id, radio.options[radio.chosen]
        if pressed:
            state = request.widget_states.widgets.add()
            state.id, state.trigger_value = pressed, True
        return message

    async def _receive(self, socket: ClientConnection) -> bytes:
        raw = await asyncio.wait_for(socket.recv(), SECONDS_TO_ANSWER)
        return raw if isinstance(raw, bytes) else raw.encode()

    def _take(self, message: ForwardMsg) -> bool:
        """Take in one message of the server; returns whether the run is over."""
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._page_hash = message.new_session.page_script_hash
        elif kind == "navigation":
            self._page_hash = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "auto_rerun":
            self.repeated[message.auto_rerun.fragment_id] = message.auto_rerun.interval
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._take_element(message.delta.new_element, message.delta.fragment_id)
        elif kind == "script_finished":
            if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                raise PageFailedError("the page has a syntax error")
            return message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
        return False

    def _take_element(self, element: Element, fragment_id: str) -> None:
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise PageFailedError(element.exception.message)
        if kind == "alert" and element.alert.format == element.alert.ERROR:
            raise PageFailedError(element.alert.body)
        if kind == "html" and (found := FOR_THE_SCRIPT.search(element.html.body)):
            self.survey = json.loads(html.unescape(found[1]))
        if kind == "button":
            self.buttons[element.button.label] = element.button.id
        if kind == "metric":
            self.metrics[element.metric.label] = element.metric.body
        if kind == "radio":
            known = self.radios.get(element.radio.id)
            self.radios[element.radio.id] = Radio(
                element.radio.id, list(element.radio.options), fragment_id, known.chosen if known else None
            )


async def open_all(sessions: list[Session], at_once: int) -> None:
    """Open them all, a few at a time."""
    for at in range(0, len(sessions), at_once):
        await asyncio.gather(*(session.open() for session in sessions[at : at + at_once]))
