"""One request over HTTP, in a connection of its own."""

import asyncio
from typing import NamedTuple

from gradflow.classroom.identity import LEARNER


class Answer(NamedTuple):
    """cookie: by which a learner is known from now on, "" without one."""

    status: int
    cookie: str
    body: bytes


async def asked(port: int, path: str, cookie: str = "", body: bytes | None = None) -> Answer:
    """cookie: a learner's. body: of a form, which is then sent."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = [f"{'GET' if body is None else 'POST'} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Connection: close"]
    head += [f"Cookie: {cookie}"] if cookie else []
    head += [f"Content-Length: {len(body)}"] if body is not None else []
    writer.write("\r\n".join([*head, "", ""]).encode() + (body or b""))
    top, _, rest = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    lines = top.decode("latin-1").split("\r\n")
    named = [line.partition(":") for line in lines[1:]]
    cookies = [value.strip().partition(";")[0] for name, _, value in named if name.lower() == "set-cookie"]
    return Answer(int(lines[0].split()[1]), next((each for each in cookies if each.startswith(LEARNER)), ""), rest)
