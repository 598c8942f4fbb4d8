"""Two processes behind one nginx, and who has joined a room there, for the tests that lead them about."""

import json
from pathlib import Path
from typing import NamedTuple

from gradflow.classroom.identity import LEARNER
from tests.benchmarks.process import children
from tests.browser.deployed import Nginx, asked


class Two(NamedTuple):
    """supervisor: its process id; ports: of the two processes; database: the URL of their rooms."""

    nginx: Nginx
    supervisor: int
    ports: range
    database: str

    def connections(self) -> list[int]:
        """How many each process has: websockets, for nginx keeps no others."""
        lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        at = [int(line[1].partition(":")[2], 16) for line in lines if line[3] == "01"]
        return [at.count(port) for port in self.ports]

    def pid(self, number: int) -> int:
        """Of the process at this port."""
        words = {pid: Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0") for pid in children(self.supervisor)}
        (found,) = [child for child, said in words.items() if str(self.ports[number]).encode() in said]
        return found


# with name and answer, and without joining anew
STILL_HERE = 200, 303, True, {"answered": 1, "present": 1}


class Joined(NamedTuple):
    """Somebody who has joined a room through nginx, by the cookies that a browser would keep, and has voted."""

    code: str
    cookies: str

    def found(self, two: Two) -> tuple[int, int, bool, dict[str, int]]:
        """What whichever process is asked answers: to a look, to joining, whether it knew them, whom it counts."""
        said = {"Cookie": self.cookies}
        status, _, pulse = asked(two.nginx.secure, f"/gradflow/rooms/{self.code}/now", said)
        led, again, _ = asked(two.nginx.secure, f"/gradflow/join/{self.code}", said)
        known = not [each for each in again.get_all("Set-Cookie") or [] if each.startswith(LEARNER)]
        here = {name: json.loads(pulse)[name] for name in ("answered", "present")} if status == 200 else {}
        return status, led, known, here
