"""The websocket of the frames: one connection for each open page, found by its token.

The browser says, as JSON: {"have": number} once, the last message it has; {"taken": number} for every message;
{"hidden": true or false} when its tab is hidden or shown; {"seen": [names]}, the pictures on its screen, whenever
those are others; and what the learner does, {"do": name of a command,
"to": number, 0 where none is meant, "of": name of the session, "number": of the command, from 1 on}.
"""

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from starlette.responses import PlainTextResponse
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from gradflow.service.viewing.commands import COMMANDS
from gradflow.service.viewing.streams import Streams
from gradflow.serving.addresses import asking
from gradflow.serving.processes.affinity import OTHERS
from gradflow.streaming.pump import Pump
from gradflow.streaming.stream import Stream

# why a connection is closed
FOREIGN, CROWDED, MALFORMED, UNKNOWN, SILENT, REPLACED = 1008, 1013, 4400, 4404, 4408, 4409
LONGEST = 400  # bytes a browser's message may have
PICTURES = 16  # on one screen
BURST, EVERY = 60, 0.025  # so many messages are heard at once, then one in so many seconds: a key that is held down
FIRST = 10.0  # seconds in which the browser says what it has
ADDRESS = 400  # connections of one address, a school's
GOODBYE = 2.0  # seconds that closing may take: who does not read does not hear of it


def frames(path: str, streams: Streams[Stream], is_allowed: Callable[[str | None, str | None], bool]) -> WebSocketRoute:
    """is_allowed: whether a page of this origin may connect to this host."""
    connected: Counter[str | None] = Counter()

    async def serve(socket: WebSocket) -> None:
        address = asking(socket.scope)
        if not is_allowed(socket.headers.get("origin"), socket.headers.get("host")):
            return await socket.close(FOREIGN)
        stream = streams.get(socket.path_params["token"])
        if stream is None and socket.headers.get(OTHERS.decode()):
            return await socket.send_denial_response(PlainTextResponse("This stream is not here.\n", 404))
        if address is not None and connected[address] >= ADDRESS:
            return await socket.close(CROWDED)
        connected[address] += 1
        try:
            await socket.accept()
            await _close(socket, await _conversation(socket, streams))
        except WebSocketDisconnect:
            pass
        finally:
            connected[address] -= 1
            if not connected[address]:
                del connected[address]

    return WebSocketRoute(path, serve)


async def _conversation(socket: WebSocket, streams: Streams[Stream]) -> int:
    """Until the browser leaves, or there is a reason to close."""
    stream = streams.get(socket.path_params["token"])
    if stream is None or stream.ended:
        return UNKNOWN
    pump = Pump(stream, socket.send_bytes, streams.training, streams.drawing)
    tasks = asyncio.create_task(_pump(pump)), asyncio.create_task(_listen(socket, stream, pump))
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        return next(iter(done)).result()
    finally:
        pump.leave()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _pump(pump: Pump) -> int:
    await pump.run()
    return REPLACED if pump.replaced else UNKNOWN


async def _listen(socket: WebSocket, stream: Stream, pump: Pump) -> int:
    """Who talks too much is heard more slowly; the rest waits in the network."""
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(FIRST):
            begun = await _heard(socket)
    except TimeoutError:
        return SILENT
    match begun:
        case {"have": have} if len(begun) == 1 and type(have) is int and have >= 0:
            pump.begin(have)
        case _:
            return MALFORMED
    heard = loop.time() - BURST * EVERY  # of so many messages by now, one in so many seconds
    while (said := await _heard(socket)) is not None:
        heard = max(heard, loop.time() - BURST * EVERY) + EVERY
        await asyncio.sleep(heard - loop.time())
        match said:
            case {"taken": int()}:
                pump.taken()
            case {"hidden": bool(hidden)}:
                pump.hide(hidden)
            case {"seen": [*names]} if len(names) <= PICTURES and all(isinstance(name, str) for name in names):
                stream.sees(names)
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


async def _close(socket: WebSocket, code: int) -> None:
    with suppress(RuntimeError, TimeoutError):  # it has gone already; it does not read
        async with asyncio.timeout(GOODBYE):
            await socket.close(code)
