"""The facilitator's console, open in a browser: a Streamlit session that asks again as often as the page wants."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from types import TracebackType

from assessment.services.private_key import PrivateKey
from bench.phone import Phone
from bench.room_people import Heard
from bench.server import OurServer
from bench.streamlit_session import PageFailedError, Session

PATIENCE = 10


class Console:
    """As an async context: opened with the facilitator's private link, looked at until the end."""

    def __init__(self, server: OurServer, key: PrivateKey) -> None:
        self.heard = Heard()
        self._server, self._key = server, key
        self._session: Session | None = None
        self._looking: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Console:
        phone = Phone(self._server.address)
        reply = await phone.ask("POST", f"/r/{self._key.handle}", {"token": self._key.token})
        phone.close()
        if reply.status != 200:
            raise SystemExit(f"The facilitator's link didn't open: {reply.status} {reply.body[:200]!r}")
        page, _, query = reply.json()["next"].partition("?")
        self._session = Session(self._server.stream, page=page.strip("/"), query=query, cookie=reply.cookie)
        await self._session.open()
        self._looking = asyncio.create_task(self._look(self._session))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._looking is not None:
            self._looking.cancel()
            with suppress(asyncio.CancelledError):
                await self._looking
        if self._session is not None:
            await self._session.close()

    async def until(self, submitted: int) -> None:
        """Wait until the console shows that so many have handed in, but not for ever. Raises what it failed with."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while self._looking and self.heard.known[-1][0] < submitted:
                    if self._looking.done():
                        self._looking.result()
                    await asyncio.sleep(0.1)

    async def _look(self, session: Session) -> None:
        """Look whenever the page wants to; as soon as it draws itself anew, at what is there then."""
        while True:
            self._take(session)
            if not session.repeated:
                raise PageFailedError("the console doesn't ask again by itself")
            fragment_id, seconds = next(iter(session.repeated.items()))
            await asyncio.sleep(seconds)
            await session.repeat(fragment_id)

    def _take(self, session: Session) -> None:
        self.heard.take(int(session.metrics["Submitted"]))
