"""Asks crosscheck and other programs the same of a generated corpus; compares time and memory.

The question: which pairs (event, attribute) are contradicted? In the corpus's table that is where
max(low) > min(high), an empty cell being an open end, or where there is more than one name.
`cargo bench --bench generate -- FOLDER` makes the corpus, of the shape "topic": claims of other shapes
revise each other, which the table does not say. What is compared is not equal work:
- A peer that reads claims.csv gets every value as numbers already. It must give crosscheck's answer.
- A peer that reads the TOML understands plain numbers only, which is less work; it must find a part.
- Neither shows a claim. crosscheck's time includes the JSON with every claim of the answer.

Every run is a process of its own, measured from start to end. Peers take turns; the first round is not
counted. Exit status 1: answers differ, or a peer failed. Needs duckdb, polars, rtoml, and pandas for tomllib.
"""

from __future__ import annotations

import argparse
import inspect
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from importlib import metadata
from pathlib import Path
from statistics import median
from typing import NamedTuple

SLOW_LIMIT = 100_000

# The peers written in Python. Each starts as a fresh interpreter that is given the source of its own
# functions and none of this file's imports; it prints "event,attribute" for each question it finds.


def duckdb_csv(folder: str) -> None:
    """DuckDB on the table: min <> max is quicker than count(DISTINCT), and no column is guessed."""
    import duckdb

    kinds = {name: "VARCHAR" for name in ("event", "attribute", "speaker", "as_of")}
    kinds |= {"low": "BIGINT", "high": "BIGINT", "name": "VARCHAR"}
    query = f"""
        SELECT event, attribute
        FROM read_csv($file, header = true, auto_detect = false, delim = ',', quote = '"', columns = {kinds})
        GROUP BY event, attribute
        HAVING max(low) > min(high) OR min(name) <> max(name)"""
    show(duckdb.execute(query, {"file": f"{folder}/claims.csv"}).fetchall())


def polars_csv(folder: str) -> None:
    """Polars on the table, lazily, so that it reads only the columns it needs."""
    import polars as pl

    kinds = {name: pl.String for name in ("event", "attribute", "speaker", "as_of", "name")}
    kinds |= {"low": pl.Int64, "high": pl.Int64}
    questions = pl.scan_csv(f"{folder}/claims.csv", schema_overrides=kinds).group_by("event", "attribute")
    ends = questions.agg(pl.max("low"), pl.min("high"), first=pl.min("name"), last=pl.max("name"))
    apart = (pl.col("low") > pl.col("high")) | (pl.col("first") != pl.col("last"))
    show(ends.filter(apart).select("event", "attribute").collect().iter_rows())


def rtoml_polars(folder: str) -> None:
    """The TOML by rtoml in two processes, then polars on what is a plain number."""
    from functools import partial
    from glob import glob
    from multiprocessing import get_context

    files = glob(f"{folder}/claims/*.toml")
    with get_context("fork").Pool(2) as pool:
        columns = gather(pool.imap_unordered(partial(claims_of, "rtoml"), files, chunksize=8))

    import polars as pl  # only now: its threads would not outlive a fork

    number = pl.col("value").cast(pl.Int64, strict=False)
    questions = pl.DataFrame(columns).lazy().group_by("event", "attribute")
    found = questions.agg(low=number.min(), high=number.max()).filter(pl.col("low") < pl.col("high"))
    show(found.select("event", "attribute").collect().iter_rows())


def tomllib_pandas(folder: str) -> None:
    """The TOML by the standard library in one process, then pandas on what is a plain number."""
    from glob import glob

    import pandas as pd

    frame = pd.DataFrame(gather(claims_of("tomllib", path) for path in glob(f"{folder}/claims/*.toml")))
    frame["value"] = pd.to_numeric(frame["value"], errors="coerce")
    ends = frame.groupby(["event", "attribute"])["value"].agg(["min", "max"])
    show(ends.index[ends["min"] < ends["max"]])


def claims_of(parser: str, path: str) -> list[list[str | None]]:
    """The claims of one TOML file as columns: event, attribute, value as text, by."""
    from importlib import import_module

    with open(path, encoding="utf-8") as file:
        claims = import_module(parser).loads(file.read()).get("claim", [])
    columns = [[claim[key] for claim in claims] for key in ("event", "attribute")]
    return [*columns, [str(claim["value"]) for claim in claims], [claim.get("by") for claim in claims]]


def gather(files: Iterable[list[list[str | None]]]) -> dict[str, list[str | None]]:
    """The columns of all files as one table."""
    table = {"event": [], "attribute": [], "value": [], "by": []}
    for columns in files:
        for column, more in zip(table.values(), columns):
            column += more
    return table


def show(questions: Iterable[tuple[str, str]]) -> None:
    """Prints the answer, a question a line."""
    print(*map(",".join, questions), sep="\n")


class Peer(NamedTuple):
    """A program that is asked; its answer must be "all" of crosscheck's or a "part", or it gives none."""

    name: str
    title: str
    argv: list[str]
    answer: str = ""
    modules: tuple[str, ...] = ()
    environment: dict[str, str] = {}


def python(folder: Path, main: Callable[[str], None], *helpers: Callable) -> list[str]:
    """The command for a fresh interpreter that knows `main` and its helpers and calls it."""
    sources = [inspect.getsource(function) for function in (*helpers, show, main)]
    program = ["from __future__ import annotations", *sources, f"{main.__name__}({str(folder)!r})"]
    return [sys.executable, "-c", "\n".join(program)]


def peers(folder: Path, binary: Path, scratch: Path) -> list[Peer]:
    """Every peer, in the order of the table."""
    claims = str(folder / "claims")
    read = ["sh", "-c", 'find "$0" -name "*.toml" -print0 | xargs -0 wc -l', claims]
    report = [str(binary), "report", claims, "--format", "json", "--only", "contradicted", "--output"]
    all_threads, one_thread = ([*report, str(scratch / f"crosscheck{end}.json")] for end in ("", "-1"))
    rtoml, tomllib = (python(folder, main, claims_of, gather) for main in (rtoml_polars, tomllib_pandas))
    return [
        Peer("bare", "bare read: `wc -l` of the TOML", read),
        Peer("crosscheck", "crosscheck: TOML to JSON", all_threads, "all"),
        Peer("crosscheck-1", "the same, 1 thread", one_thread, "all", (), {"RAYON_NUM_THREADS": "1"}),
        Peer("duckdb", "DuckDB: CSV", python(folder, duckdb_csv), "all", ("duckdb",)),
        Peer("polars", "polars: CSV", python(folder, polars_csv), "all", ("polars",)),
        Peer("rtoml", "rtoml, 2 processes, polars: TOML", rtoml, "part", ("rtoml", "polars")),
        Peer("tomllib", "tomllib, pandas: TOML", tomllib, "part", ("pandas",)),
    ]


def run(peer: Peer, scratch: Path) -> tuple[float, int]:
    """Runs a peer once, with a file for its standard output: seconds, and bytes of its largest process."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    actions = [(os.POSIX_SPAWN_OPEN, 1, str(scratch / f"{peer.name}.txt"), flags, 0o644)]
    start = time.perf_counter()
    pid = os.posix_spawnp(peer.argv[0], peer.argv, os.environ | peer.environment, file_actions=actions)
    _, status, usage = os.wait4(pid, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{peer.name} failed: exit status {os.waitstatus_to_exitcode(status)}")
    return seconds, usage.ru_maxrss * 1024


def answer(peer: Peer, scratch: Path) -> set[str]:
    """What a peer answered in its last run, as lines "event,attribute"."""
    report = scratch / f"{peer.name}.json"
    if not report.exists():
        return set((scratch / f"{peer.name}.txt").read_text().split())
    events = json.loads(report.read_bytes())["events"]
    asked = ((event["id"], question) for event in events for question in event["questions"])
    return {f"{event},{each['attribute']}" for event, each in asked if each["outcome"] == "contradicted"}


def differences(asked: list[Peer], scratch: Path) -> list[str]:
    """Where answers are not as they must be, with the first questions as examples."""
    answers = {peer.name: answer(peer, scratch) for peer in asked if peer.answer}
    found = []
    for peer in asked if "crosscheck" in answers else []:
        ours, theirs = answers["crosscheck"], answers.get(peer.name, set())
        missing = ours - theirs if peer.answer == "all" else set()
        for who, questions in (("crosscheck", missing), (peer.name, theirs - ours)):
            if questions:
                found.append(f"{peer.name}: {len(questions)} questions that only {who} finds, such as")
                found += [f"  {question}" for question in sorted(questions)[:10]]
    return found


def table(asked: list[Peer], rounds: list[dict[str, tuple[float, int]]], claims: int) -> str:
    """What the rounds took, as a markdown table."""
    seconds = {peer.name: [taken[peer.name][0] for taken in rounds] for peer in asked}
    bases = [median(seconds[name]) if name in seconds else None for name in ("duckdb", "bare")]
    head = "| peer | median | min | max | peak, bytes a claim | × DuckDB | × bare read |"
    lines = [head, "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"]
    for peer, own in zip(asked, seconds.values()):
        times = [f"{value:.3f} s" for value in (median(own), min(own), max(own))]
        peak = max(taken[peer.name][1] for taken in rounds) / claims
        ratios = [f"{median(own) / base:.2f}" if base else "–" for base in bases]
        lines.append(" | ".join([f"| {peer.title}", *times, f"{peak:,.0f}", *ratios]) + " |")
    return "\n".join(lines)


def is_asked(peer: Peer, options: argparse.Namespace, claims: int) -> bool:
    """Whether this peer is to run: the named one, else all that are not too slow for so many claims."""
    if options.only is not None:
        return peer.name == options.only
    return peer.name != "tomllib" or options.slow or claims <= SLOW_LIMIT


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a corpus: claims/ and claims.csv")
    parser.add_argument("--binary", type=Path, default="target/release/crosscheck", help="[%(default)s]")
    parser.add_argument("--runs", type=int, default=5, help="how often each is measured [%(default)s]")
    parser.add_argument("--slow", action="store_true", help=f"tomllib above {SLOW_LIMIT:,} claims, too")
    names = [peer.name for peer in peers(Path(), Path(), Path())]
    parser.add_argument("--only", choices=names, help="this peer alone, its answer compared with none")
    options = parser.parse_args()
    for path in (options.folder / "claims", options.folder / "claims.csv", options.binary):
        if not path.exists():
            parser.error(f"{path} does not exist")
    if options.runs < 1:
        parser.error("--runs must be at least 1")
    return options


def main() -> None:
    """Measures, prints the table, and fails where the answers differ."""
    options = arguments()
    with (options.folder / "claims.csv").open("rb") as file:
        claims = sum(1 for _ in file) - 1
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        every = peers(options.folder, options.binary.absolute(), scratch)
        asked = [peer for peer in every if is_asked(peer, options, claims)]
        rounds = [{peer.name: run(peer, scratch) for peer in asked} for _ in range(options.runs + 1)]
        floor = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / claims
        packages = sorted({f"{name} {metadata.version(name)}" for peer in asked for name in peer.modules})
        print(f"{claims:,} claims, {options.runs} runs, {os.cpu_count()} cores, {', '.join(packages)}\n")
        print(table(asked, rounds[1:], claims))
        print(f"\nA peak is the largest process's; none below {floor:,.0f} can be seen.", flush=True)
        if found := differences(asked, scratch):
            sys.exit("\n".join(["THE ANSWERS DIFFER", *found]))


if __name__ == "__main__":
    main()
