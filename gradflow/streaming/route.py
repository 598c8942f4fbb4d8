"""The websocket of the frames: one connection for each open page, found by its token.

The browser says, as JSON: {"have": number} once, the last message it has; {"taken": number} for every message;
{"hidden": true or false} when its tab is hidden or shown; and what the learner does, {"do": name of a command,
"to": number, 0 where none is meant, "of": name of the session, "number": of the command, from 1 on}.
"""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from gradflow.service.viewing.commands import COMMANDS
from gradflow.service.viewing.streams import Streams
from gradflow.streaming.pump import Pump
from gradflow.streaming.stream import Stream

FOREIGN, MALFORMED, UNKNOWN, REPLACED = 1008, 4400, 4404, 4409  # why a connection is closed
LONGEST = 200  # bytes a browser's message may have
MOST, EVERY = 300, 10.0  # messages in so many seconds: whoever drags a slider says, and takes, a dozen a second


def frames(path: str, streams: Streams[Stream], is_allowed: Callable[[str | None, str | None], bool]) -> WebSocketRoute:
    """is_allowed: whether a page of this origin may connect to this host."""
    connected: dict[Stream, WebSocket] = {}

    async def serve(socket: WebSocket) -> None:
        if not is_allowed(socket.headers.get("origin"), socket.headers.get("host")):
            return await socket.close(FOREIGN)
        stream = streams.get(socket.path_params["token"])
        await socket.accept()
        if stream is None or stream.ended:
            return await socket.close(UNKNOWN)
        before, connected[stream] = connected.get(stream), socket
        if before is not None:
            await _closed(before, REPLACED)
        try:
            with suppress(WebSocketDisconnect):
                await _closed(socket, await _conversation(socket, stream, streams))
        finally:
            if connected.get(stream) is socket:
                del connected[stream]
                stream.wakes(None)

    return WebSocketRoute(path, serve)


async def _conversation(socket: WebSocket, stream: Stream, streams: Streams[Stream]) -> int:
    """Until the browser leaves, or says what nobody says: the reason."""
    said = await _heard(socket)
    if said is None or set(said) != {"have"} or type(said["have"]) is not int:
        return MALFORMED
    await asyncio.get_running_loop().run_in_executor(streams.threads, stream.resume, said["have"])
    pump = Pump(stream, socket.send_bytes, streams.threads)
    stream.wakes(pump.wake)
    pumping = asyncio.create_task(_pump(pump))
    listening = asyncio.create_task(_listen(socket, stream, pump))
    try:
        done, _ = await asyncio.wait({pumping, listening}, return_when=asyncio.FIRST_COMPLETED)
        return next(iter(done)).result()
    finally:
        for task in (pumping, listening):
            task.cancel()
        await asyncio.gather(pumping, listening, return_exceptions=True)


async def _pump(pump: Pump) -> int:
    await pump.run()
    return UNKNOWN  # its session has ended


async def _listen(socket: WebSocket, stream: Stream, pump: Pump) -> int:
    loop, credit = asyncio.get_running_loop(), float(MOST)
    last = loop.time()
    while (said := await _heard(socket)) is not None:
        now = loop.time()
        credit, last = min(MOST, credit + (now - last) * MOST / EVERY) - 1, now
        if credit < 0:
            break
        match said:
            case {"taken": int()}:
                pump.taken()
            case {"hidden": bool(hidden)}:
                pump.hide(hidden)
            case {"do": str(name), "to": int(to), "of": str(session), "number": int(number)}:
                if name not in COMMANDS or to not in COMMANDS[name].allowed:
                    break
                await loop.run_in_executor(None, stream.obey, session, name, to, number)  # it may wait for a lock
            case _:
                break
    return MALFORMED


async def _heard(socket: WebSocket) -> dict[str, Any] | None:
    """The browser's next message; None for one that is none of ours."""
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1000))
    text = message.get("text")
    if text is None or len(text) > LONGEST:
        return None
    try:
        said = json.loads(text)
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


async def _closed(socket: WebSocket, code: int) -> None:
    with suppress(RuntimeError, WebSocketDisconnect):  # it has gone already
        await socket.close(code)
