"""Load each attack of a group in a process of its own, which may use five seconds and one gigabyte.

`python -m tests.attacks.limits GROUP FOLDER` prints what came of each as JSON.
"""

import json
import os
import resource
import sys
import time
import traceback
from pathlib import Path

import handbook
from tests.attacks import Attack, make_attacked, read_attacks

SECONDS, BYTES = 5, 1024**3


def load(root: Path) -> dict:
    """Load a handbook and return the codes of its Problems, time and memory."""
    started = time.process_time()
    try:
        handbook.load(root)
        codes = []
    except handbook.ProblemsFound as found:
        codes = sorted({problem.code for problem in found.problems})
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"codes": codes, "seconds": time.process_time() - started, "megabytes": used}


def in_limits(root: Path) -> dict:
    """Return what `load` gives in a process with limits, or how that process ended."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        spent = resource.getrusage(resource.RUSAGE_SELF)
        limit = SECONDS + int(spent.ru_utime + spent.ru_stime) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
        resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
        try:
            result = load(root)
        except BaseException:
            result = {"traceback": traceback.format_exc()}
        os.write(writer, json.dumps(result).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as stream:
        said = stream.read()
    _, status = os.waitpid(child, 0)
    return json.loads(said) if said else {"traceback": f"the process ended with {status}"}


def run(attack: Attack, folder: Path) -> dict:
    """Make the handbook with an attack in it and load it."""
    place = folder / attack.name.replace(" ", "-")
    place.mkdir()
    return in_limits(make_attacked(place, attack))


if __name__ == "__main__":
    group, folder = sys.argv[1], Path(sys.argv[2])
    chosen = [attack for attack in read_attacks() if attack.group == group]
    print(json.dumps({attack.name: run(attack, folder) for attack in chosen}))
