"""A build asks nothing of the network, whatever it makes; what `[hooks]` names comes after it."""

from __future__ import annotations

import subprocess
import sys

from tests.workspaces import Scratch

GUARDED = """
import sys

def guard(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind"):
        sys.stderr.write(f"network: {event}\\n")

sys.addaudithook(guard)  # processes that are forked have it as well
from briefgen.cli.run import run
if sys.argv[1] == "probe":
    import socket
    socket.socket().bind(("127.0.0.1", 0))
    raise SystemExit(0)
raise SystemExit(run(sys.argv[1:]))
"""


def guarded(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", GUARDED, *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def test_a_build_uses_no_network(workspace: Scratch, environment: dict[str, str]) -> None:
    assert guarded(environment, "probe").stderr == "network: socket.bind\n"
    workspace.append("briefgen.toml", '\n[briefs.country]\nrecords = ["brazil"]\n')
    built = guarded(environment, "build", "-w", str(workspace.root))
    assert (built.returncode, built.stderr) == (0, "")
    assert built.stdout.endswith("1 brief: 1 made\n")
