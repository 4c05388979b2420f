"""Telling phones that something changed: few looks at the database a process and workshop, however many listen.

Where the database sends notices, a process looks when a workshop moved, and now and then in case a notice got lost.
Where it doesn't, it looks every second. A phone that listens costs a waiting coroutine, and a few bytes in every
`KEEP_ALIVE` seconds. In a room of 1,000 somebody joins or hands in every second, and telling a thousand phones, which
show no counts, cost as much as everybody's answers: they hear of it with the bytes that keep their connection alive.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress
from dataclasses import asdict
from functools import partial

from assessment.errors import NoSuchLink, NoSuchWorkshop, OtherEdition, StorageUnavailable
from assessment.services.bootstrap import application
from assessment.services.participation import State
from assessment.services.private_key import PrivateKey
from assessment.storage.notices import Notices
from assessment.web.participant_requests import in_thread

LOOK_EVERY = 1.0
"""A room that joins all at once makes many notices: between two looks it is at least this long."""
LOOK_ANYWAY = 5.0
"""How long to wait for a notice: what a lost one costs."""
KEEP_ALIVE = 25.0
"""Proxies close what is silent for a minute, some for half of one."""

SPREAD = 2_000
"""So many phones a second are told: a thousand in one breath would keep every answer waiting."""

By = PrivateKey | str


class Watch:
    """One workshop as everybody who listens in this process sees it."""

    def __init__(self, look: Callable[[By], State], find: Callable[[By], int], notices: Notices | None) -> None:
        self._look, self._find, self._notices = look, find, notices
        self._listeners: dict[object, By] = {}
        self._said = b""
        self._changed, self._counted = asyncio.Event(), asyncio.Event()
        self._but_counts = ("", 0)
        self._looking: asyncio.Task[None] | None = None
        self._workshop_id: int | None = None
        self._told = asyncio.Event()

    @property
    def is_idle(self) -> bool:
        """Whether nobody listens."""
        return not self._listeners

    def tell(self, workshop_id: int | None) -> None:
        """Have it look soon if this is its workshop, or may be."""
        if None in (workshop_id, self._workshop_id) or workshop_id == self._workshop_id:
            self._told.set()

    async def listen(self, by: By, *, counts: bool = True) -> AsyncGenerator[bytes, None]:
        """The state as server-sent events, at once and whenever it changes, until this key or code opens no more.

        Without `counts`, for who shows none, a state in which only they are new comes within `KEEP_ALIVE`.
        """
        me = object()
        self._listeners[me] = by
        if self._looking is None or self._looking.done():  # done: the last one who listened was turned away
            self._looking = asyncio.create_task(self._keep_looking())
        heard = b""
        try:
            while me in self._listeners:
                changed = self._counted if counts else self._changed
                if heard != self._said:
                    heard = self._said
                    yield heard
                    continue
                lot = random.random()  # noqa: S311 (only keeps a thousand from being told at once)
                try:
                    async with asyncio.timeout(KEEP_ALIVE * (1 - lot / 2)):
                        await changed.wait()
                    await asyncio.sleep(lot * len(self._listeners) / SPREAD)
                except TimeoutError:
                    if heard == self._said:
                        yield b":\n\n"
        finally:
            self._listeners.pop(me, None)
            if self.is_idle and self._looking:
                self._looking.cancel()
                self._looking = None

    async def _keep_looking(self) -> None:
        while self._listeners:
            me, by = next(iter(self._listeners.items()))
            self._told.clear()  # before the look: a notice that comes meanwhile may be of a later change
            try:
                if self._workshop_id is None and self._notices is not None:
                    self._workshop_id = await in_thread(partial(self._find, by))
                state = await in_thread(partial(self._look, by))
            except (NoSuchLink, NoSuchWorkshop, OtherEdition):
                self._listeners.pop(me, None)
                self._wake()
                continue
            except StorageUnavailable:
                await asyncio.sleep(LOOK_EVERY)
                continue
            said = f"data: {json.dumps(asdict(state))}\n\n".encode()
            if said != self._said:
                self._said = said
                but_counts = (state.stage, state.version - state.joined - state.submitted)  # each moves it by one
                self._wake(only_counts=but_counts == self._but_counts)
                self._but_counts = but_counts
            await asyncio.sleep(LOOK_EVERY)
            if self._notices is not None and self._notices.are_coming:
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_ANYWAY - LOOK_EVERY):
                        await self._told.wait()

    def _wake(self, *, only_counts: bool = False) -> None:
        counted, self._counted = self._counted, asyncio.Event()
        counted.set()
        if not only_counts:
            changed, self._changed = self._changed, asyncio.Event()
            changed.set()


class Watches:
    """The watches of this process by workshop; one that nobody listens to is dropped, and notices are followed while
    there is any."""

    def __init__(
        self,
        look: Callable[[By], State],
        find: Callable[[By], int] = lambda by: application().workshops.look(by).id,
        notices: Callable[[], Notices | None] = lambda: application().database.notices,
    ) -> None:
        self._look, self._find, self._notices = look, find, notices
        self._watches: dict[str, Watch] = {}
        self._following: asyncio.Task[None] | None = None

    async def listen(self, code: str, by: By, *, counts: bool = True) -> AsyncGenerator[bytes, None]:
        """What `Watch.listen` gives, for the workshop with this code as it is stored."""
        notices = self._notices()
        watch = self._watches.setdefault(code, Watch(self._look, self._find, notices))
        if notices is not None and self._following is None:
            self._following = asyncio.create_task(notices.follow(self._tell))
        try:
            async with aclosing(watch.listen(by, counts=counts)) as events:
                async for event in events:
                    yield event
        finally:
            if watch.is_idle and self._watches.get(code) is watch:
                del self._watches[code]
            if not self._watches and self._following is not None:
                self._following.cancel()
                self._following = None

    def _tell(self, workshop_id: int | None) -> None:
        for watch in self._watches.values():
            watch.tell(workshop_id)
