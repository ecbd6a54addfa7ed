"""What the client does when collectors fail, threads share it, and processes fork."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from typing import Any, List, Optional

import pytest

from eventbook_runtime.client import Client
from eventbook_runtime.envelope import Package
from eventbook_runtime.errors import NotSentError, Problem, Trouble
from eventbook_runtime.field_set import Event, Field
from eventbook_runtime.rules import Text
from eventbook_runtime.transport import NullTransport, RecordingTransport
from scripted_collector import ScriptedCollector, taken

PACKAGE = Package("kitchen", "python/0.1.3", 412, (), False)


class Viewed(Event):
    __slots__ = ()
    _name = "shop.viewed"
    _version = 3
    text: Field[str] = Field("text", Text(), required=True)

    def __init__(self, *, text: str) -> None:
        super().__init__({"text": text})


def client_for(*collectors: str, problems: Optional[List[Problem]] = None, **options: Any) -> Client[Any]:
    named = {"write_key": "eb_key", "linger": 0.01, "on_problem": (problems if problems is not None else []).append}
    return Client(PACKAGE, None, collectors=collectors, **{**named, **options})


def test_an_event_travels_with_its_id_time_and_version() -> None:
    with ScriptedCollector() as collector:
        with client_for(f"{collector.url}/") as client:
            client.send(Viewed(text="é\n"))
        [envelope] = collector.envelopes
        assert re.fullmatch(
            r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", envelope.pop("event_id")
        )
        assert abs(envelope.pop("event_time") / 1e6 - time.time()) < 60
        assert envelope == {
            "event": "shop.viewed",
            "version": 3,
            "langpack": "python/0.1.3",
            "sequence": 412,
            "fields": {"text": "é\n"},
        }
        assert collector.headers[0]["authorization"] == "Bearer eb_key"


def test_the_next_collector_is_tried_where_one_fails() -> None:
    troubles: List[Trouble] = []
    problems: List[Problem] = []
    broken = ScriptedCollector(lambda envelopes, count: (500, "", {}))
    portal = ScriptedCollector(lambda envelopes, count: (200, "<html>Welcome</html>", {}))
    redirect = ScriptedCollector(lambda envelopes, count: (302, "", {"Location": "http://127.0.0.1:9/"}))
    with broken, portal, redirect, ScriptedCollector() as sound:
        addresses = ("http://127.0.0.1:9", broken.url, portal.url, redirect.url, sound.url)
        with client_for(*addresses, problems=problems, on_trouble=troubles.append) as client:
            client.send(Viewed(text="a"))
            assert client.flush()
            client.send(Viewed(text="b"))
        assert len(sound.envelopes) == 2
        # The one that took a batch is asked first from then on.
        assert [trouble.status for trouble in troubles] == [0, 500, 200, 302]
        assert problems == []


def test_what_was_refused_for_now_is_sent_again_under_the_same_id() -> None:
    later = {1: (503, "", {"Retry-After": "0"}), 2: (401, '{"code":"unknown_key","message":"?"}', {"Retry-After": "0"})}
    with ScriptedCollector(lambda envelopes, count: later.get(count)) as collector:
        with client_for(collector.url) as client:
            client.send(Viewed(text="a"))
        assert len(collector.batches) == 3
        assert len({envelope["event_id"] for envelope in collector.envelopes}) == 1


def test_what_a_collector_says_of_single_events_is_told() -> None:
    errors = (
        {"index": 1, "outcome": "flagged", "code": "max_length", "pointer": "/fields/text", "message": "too long"},
        {"index": 2, "code": "unknown_event", "pointer": "/event", "message": "of an older collector"},
        {"index": 99, "code": "type", "pointer": "", "message": ""},
    )
    problems: List[Problem] = []
    with ScriptedCollector(lambda envelopes, count: taken(envelopes, errors, flagged=1)) as collector:
        with client_for(collector.url, problems=problems, linger=5) as client:
            for text in "abc":
                client.send(Viewed(text=text))
        ids = [envelope["event_id"] for envelope in collector.envelopes]
        assert [(one.id, one.outcome, one.code) for one in problems] == [
            (ids[1], "flagged", "max_length"),
            (ids[2], "not accepted", "unknown_event"),
        ]


def test_a_batch_that_is_too_large_is_halved() -> None:
    with ScriptedCollector(lambda envelopes, count: (413, "", {}) if len(envelopes) > 1 else None) as collector:
        with client_for(collector.url, linger=5) as client:
            for _ in range(5):
                client.send(Viewed(text="a"))
        assert sum(len(batch) == 1 for batch in collector.batches) == 5


@pytest.mark.parametrize(("when_full", "left"), [("drop-newest", "ab"), ("drop-oldest", "bc")])
def test_a_full_queue(when_full: str, left: str) -> None:
    problems: List[Problem] = []
    with ScriptedCollector() as collector:
        with client_for(collector.url, problems=problems, queue_size=2, when_full=when_full, linger=60) as client:
            for text in "abc":
                client.send(Viewed(text=text))
            assert [problem.code for problem in problems] == ["queue_full"]
        assert "".join(envelope["fields"]["text"] for envelope in collector.envelopes) == left


def test_a_full_queue_that_blocks_loses_nothing() -> None:
    with ScriptedCollector() as collector:
        with client_for(collector.url, queue_size=10, when_full="block") as client:
            for _ in range(100):
                client.send(Viewed(text="a"))
        assert len(collector.envelopes) == 100


def test_what_is_paused_is_not_sent_and_what_is_sampled_says_so() -> None:
    said = '{"events": {"shop.viewed": {"sample": 0.5}}}'
    with ScriptedCollector(configuration=(200, said, {})) as collector:
        with client_for(collector.url) as client:
            client.send(Viewed(text="first"))
            assert client.flush()
            for _ in range(400):
                client.send(Viewed(text="a"))
        rates = [envelope.get("sample_rate") for envelope in collector.envelopes[1:]]
        assert 100 < len(rates) < 300 and set(rates) == {0.5}
    with ScriptedCollector(configuration=(200, '{"events": {"shop.viewed": {"pause": true}}}', {})) as collector:
        with client_for(collector.url) as client:
            client.send(Viewed(text="first"))
            assert client.flush()
            client.send(Viewed(text="paused"))
        assert len(collector.envelopes) == 1


def test_sending_never_raises_and_a_strict_client_does() -> None:
    problems: List[Problem] = []
    client = client_for("http://127.0.0.1:9", problems=problems, write_key="")
    client.send(Viewed(text="a"))
    client.send(None)  # type: ignore[arg-type]
    assert [problem.code for problem in problems] == ["no_write_key", "failed"]
    strict = client_for("http://127.0.0.1:9", strict=True)
    with pytest.raises(NotSentError, match="65536 are the most"):
        strict.send(Viewed(text="x" * 70_000))
    strict.close()
    with pytest.raises(NotSentError, match="closed"):
        strict.send(Viewed(text="a"))


def test_many_threads_share_a_client() -> None:
    with ScriptedCollector() as collector:
        with client_for(collector.url) as client:

            def work() -> None:
                for _ in range(300):
                    client.send(Viewed(text="a"))

            threads = [threading.Thread(target=work) for _ in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        assert len({envelope["event_id"] for envelope in collector.envelopes}) == len(collector.envelopes) == 2400
        assert max(len(batch) for batch in collector.batches) <= 500


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_forked_child_sends_its_own_and_nothing_twice() -> None:
    with ScriptedCollector() as collector:
        client = client_for(collector.url, linger=0.5)
        client.send(Viewed(text="before"))
        child = os.fork()
        if child == 0:
            client.send(Viewed(text="child"))
            os._exit(0 if client.close() else 1)
        _, status = os.waitpid(child, 0)
        assert os.WEXITSTATUS(status) == 0
        client.send(Viewed(text="parent"))
        assert client.close()
        assert sorted(envelope["fields"]["text"] for envelope in collector.envelopes) == ["before", "child", "parent"]


def test_a_program_that_just_ends_has_sent_everything_before() -> None:
    with ScriptedCollector() as collector:
        program = (
            "from test_client import Viewed, client_for\n"
            f"client = client_for({collector.url!r}, linger=60)\n"
            "for _ in range(1200): client.send(Viewed(text='a'))\n"
        )
        folder = os.path.dirname(__file__)
        paths = os.pathsep.join((folder, os.path.dirname(folder)))
        subprocess.run([sys.executable, "-c", program], check=True, env={**os.environ, "PYTHONPATH": paths})
        assert len(collector.envelopes) == 1200


def test_transports_for_programs_that_do_not_send() -> None:
    recording = RecordingTransport()
    with client_for(transport=recording, write_key=None) as client:
        client.send(Viewed(text="kept"))
    assert recording.envelopes[0]["fields"] == {"text": "kept"}
    with client_for(transport=NullTransport()) as client:
        client.send(Viewed(text="gone"))
        assert client.flush()
