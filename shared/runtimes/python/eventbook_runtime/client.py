"""Sends the events of one environment."""

from __future__ import annotations

import atexit
import collections
import datetime
import json
import logging
import os
import random
import threading
import time
import weakref
from typing import Any, Callable, Deque, Generic, List, Optional, Sequence, Type, TypeVar

from .answer import consequence_of, problems_in, refusal_in
from .envelope import Package, envelope_of
from .errors import NotSentError, Problem, Trouble
from .field_set import CommonFields, Event
from .pending import Pending
from .rules import microseconds_of
from .switches import Switches
from .transport import HttpTransport, NullTransport, Reply, Transport
from .uuid7 import uuid7

Common = TypeVar("Common", bound=Optional[CommonFields])
Self = TypeVar("Self", bound="Client[Any]")

_MOST_EVENTS = 500
_MOST_BATCH_BYTES = 900 * 1024
_MOST_EVENT_BYTES = 64 * 1024
_FIRST_WAIT = 0.5
_LONGEST_WAIT = 30.0
_LONGEST_RETRY_AFTER = 300.0

_log = logging.getLogger("eventbook")
_clients: weakref.WeakSet[Client[Any]] = weakref.WeakSet()


class Client(Generic[Common]):
    """Make one, and keep it. Safe for use by many threads, and after a fork: a child begins with an empty queue.

    As a context manager it is closed at the end. `common` is what every event carries, and may be changed.
    """

    def __init__(
        self,
        package: Package,
        common: Common,
        *,
        write_key: Optional[str] = None,
        collectors: Optional[Sequence[str]] = None,
        transport: Optional[Transport] = None,
        strict: bool = False,
        queue_size: int = 10_000,
        when_full: str = "drop-newest",
        linger: float = 1.0,
        on_problem: Optional[Callable[[Problem], None]] = None,
        on_trouble: Optional[Callable[[Trouble], None]] = None,
    ) -> None:
        """An option goes before its environment variable, and that before what the catalog says.

        `when_full` says which event goes when `queue_size` events wait: `drop-newest`, `drop-oldest`, or none:
        `block`. `linger` is how many seconds an event waits for others. `strict` is for tests.
        """
        if when_full not in ("drop-newest", "drop-oldest", "block"):
            raise ValueError("when_full is drop-newest, drop-oldest or block")
        self.common = common
        self._package = package
        self._write_key = write_key or os.environ.get("EVENTBOOK_WRITE_KEY", "")
        named = os.environ.get("EVENTBOOK_COLLECTORS", "")
        addresses = collectors if collectors is not None else named.split(",") if named else package.collectors
        self._collectors = [one.strip().rstrip("/") for one in addresses if one.strip()]
        self._transport = transport or _default_transport()
        self._strict = strict
        self._queue_size = queue_size
        self._when_full = when_full
        self._linger = linger
        self._on_problem = on_problem
        self._on_trouble = on_trouble
        self._switches = Switches(self._ask_switches)
        self._preferred = 0
        self._begin()
        _clients.add(self)

    def _begin(self) -> None:
        """What a client has that a forked child must not share."""
        self._changed = threading.Condition()
        self._queue: Deque[Pending] = collections.deque()
        self._flying: Sequence[Pending] = ()
        self._problems: List[Problem] = []
        self._hurried = 0
        self._closed = False
        self._stopped = False
        self._thread: Optional[threading.Thread] = None

    def send(
        self,
        event: Event,
        *,
        time: Optional[datetime.datetime] = None,
        id: Optional[str] = None,
    ) -> None:
        """Takes an event for sending. Never waits (unless `block`), never raises (unless strict).

        `time` is when it happened, now unless said otherwise; `id` a UUID that makes sending it twice harmless.
        """
        try:
            problem = self._take(event, time, id)
        except Exception as error:
            if self._strict:
                raise
            problem = Problem("", "", "dropped", "failed", "", str(error))
        if problem is not None:
            if self._strict:
                raise NotSentError(problem)
            self._tell([problem])

    def flush(self, timeout: float = 10) -> bool:
        """Waits until everything that was taken is sent, or `timeout` seconds are over; answers whether it is.

        A strict client raises NotSentError for the first problem since the last time.
        """
        with self._changed:
            self._hurried += 1
            self._start_thread()
            self._changed.notify_all()
            try:
                self._changed.wait_for(lambda: self._stopped or not (self._queue or self._flying), timeout)
            finally:
                self._hurried -= 1
            first = self._problems[0] if self._problems else None
            self._problems.clear()
            is_empty = not (self._queue or self._flying)
        if self._strict and first is not None:
            raise NotSentError(first)
        return is_empty

    def close(self, timeout: float = 10) -> bool:
        """Flushes and ends. What could not be sent in time is dropped, and told to `on_problem`."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        try:
            return self.flush(timeout)
        finally:
            with self._changed:
                self._stopped = True
                left = [*self._flying, *self._queue]
                self._queue.clear()
                self._changed.notify_all()
            self._tell([item.dropped("closed", "the client was closed before it could be sent") for item in left])

    def __enter__(self: Self) -> Self:
        return self

    def __exit__(self, kind: Optional[Type[BaseException]], error: object, trace: object) -> None:
        self.close()

    def _take(self, event: Event, at: Optional[datetime.datetime], event_id: Optional[str]) -> Optional[Problem]:
        rate = self._switches.rate_of(event._name)
        if rate == 0 or (rate < 1 and random.random() >= rate):
            return None
        microseconds = time.time_ns() // 1000 if at is None else microseconds_of(at)
        own_id = uuid7(microseconds // 1000) if event_id is None else event_id.lower()
        envelope = envelope_of(self._package, event, self.common, event_id=own_id, time=microseconds, sample_rate=rate)
        item = Pending(event._name, own_id, json.dumps(envelope, separators=(",", ":"), allow_nan=False))
        obstacle = self._obstacle()
        if obstacle is not None:
            return item.dropped(*obstacle)
        if len(item.line) > _MOST_EVENT_BYTES:
            message = f"the event has {len(item.line)} bytes; {_MOST_EVENT_BYTES} are the most"
            return item.dropped("too_large", message)
        return self._enqueue(item)

    def _enqueue(self, item: Pending) -> Optional[Problem]:
        gone: Optional[Pending] = None
        with self._changed:
            if self._when_full == "block":
                self._changed.wait_for(lambda: self._closed or self._has_room())
            if self._closed:
                return item.dropped("closed", "the client is closed")
            if not self._has_room():
                if self._when_full == "drop-newest" or not self._queue:
                    return item.dropped("queue_full", "too many events wait to be sent")
                gone = self._queue.popleft()
            self._queue.append(item)
            self._start_thread()
            if len(self._queue) in (1, _MOST_EVENTS):
                self._changed.notify_all()
        return None if gone is None else gone.dropped("queue_full", "too many events wait to be sent")

    def _has_room(self) -> bool:
        return len(self._queue) + len(self._flying) < self._queue_size

    def _obstacle(self) -> Optional[Any]:
        if not isinstance(self._transport, HttpTransport):
            return None
        if self._write_key == "":
            return "no_write_key", "there is no write key: give write_key, or set EVENTBOOK_WRITE_KEY"
        if not self._collectors:
            return "no_collector", "there is no collector: give collectors, or set EVENTBOOK_COLLECTORS"
        return None

    def _start_thread(self) -> None:
        if self._thread is None and not self._stopped and self._obstacle() is None:
            self._thread = threading.Thread(target=self._run, name="eventbook", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while True:
            self._switches.refresh_when_due()
            with self._changed:
                self._changed.wait_for(lambda: self._stopped or self._queue, 30)
                if self._queue and len(self._queue) < _MOST_EVENTS:
                    self._changed.wait_for(self._is_urgent, self._linger)
                if self._stopped:
                    return
                batch = self._flying = self._next_batch()
            if batch:
                self._deliver(batch)
            with self._changed:
                self._flying = ()
                self._changed.notify_all()

    def _is_urgent(self) -> bool:
        return self._stopped or self._hurried > 0 or len(self._queue) >= _MOST_EVENTS

    def _next_batch(self) -> List[Pending]:
        batch: List[Pending] = []
        size = 0
        while self._queue and len(batch) < _MOST_EVENTS:
            size += len(self._queue[0].line)
            if batch and size > _MOST_BATCH_BYTES:
                break
            batch.append(self._queue.popleft())
        return batch

    def _deliver(self, batch: Sequence[Pending]) -> None:
        failures = 0
        while True:
            reply = self._try_all([item.line for item in batch])
            consequence = consequence_of(reply)
            if consequence == "done":
                return self._tell(problems_in(reply.body, batch))
            if consequence == "split" and len(batch) > 1:
                middle = len(batch) // 2
                self._deliver(batch[:middle])
                return self._deliver(batch[middle:])
            if consequence != "retry":
                code = "too_large" if reply.status == 413 else "refused"
                message = refusal_in(reply.body) or f"the collector answered {reply.status}"
                return self._tell([item.dropped(code, message) for item in batch])
            failures += 1
            with self._changed:
                # Who flushes does not wait for a wait that began before.
                before = self._hurried
                self._changed.wait_for(
                    lambda: self._stopped or self._hurried > before, _wait(failures, reply.retry_after)
                )
                if self._stopped:
                    return None

    def _try_all(self, lines: Sequence[str]) -> Reply:
        """Every collector once, from the one that took the last batch on."""
        last = Reply(0)
        waits = []
        addresses = self._collectors or [""]
        for turn in range(len(addresses)):
            index = (self._preferred + turn) % len(addresses)
            last = self._transport.send(addresses[index], lines, self._write_key)
            if consequence_of(last) != "retry":
                self._preferred = index
                return last
            self._tell_trouble(addresses[index], last)
            if last.retry_after is not None:
                waits.append(last.retry_after)
        return Reply(last.status, last.body, min(waits) if waits else None)

    def _ask_switches(self) -> Reply:
        first = self._collectors[0] if self._collectors else ""
        return self._transport.configuration(first, self._package.environment, self._write_key)

    def _tell(self, problems: Sequence[Problem]) -> None:
        if self._strict:
            self._problems.extend(problems)
        for problem in problems:
            if self._on_problem is None:
                _log.warning("%s: %s %s", problem.event, problem.code, problem.message)
            else:
                _quietly(self._on_problem, problem)

    def _tell_trouble(self, collector: str, reply: Reply) -> None:
        if reply.status == 0:
            message = "no answer"
        else:
            message = refusal_in(reply.body) or f"answered {reply.status}, which is no collector's answer to events"
        if self._on_trouble is not None:
            _quietly(self._on_trouble, Trouble(collector, reply.status, message))


def _quietly(callback: Callable[[Any], None], argument: object) -> None:
    """A callback of others, whose errors are not ours to pass on."""
    try:
        callback(argument)
    except Exception:
        _log.exception("a callback of the program failed")


def _wait(failures: int, retry_after: Optional[float]) -> float:
    """Seconds until the next try: exponential, with full jitter."""
    drawn = random.random() * min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(failures - 1, 16))
    # Several senders are told the same moment; a little on top keeps them from coming all at once.
    return drawn if retry_after is None else min(retry_after, _LONGEST_RETRY_AFTER) + random.random() * _FIRST_WAIT


def _default_transport() -> Transport:
    return NullTransport() if os.environ.get("EVENTBOOK_TRANSPORT") == "null" else HttpTransport()


def _flush_at_exit() -> None:
    for client in list(_clients):
        if client._queue or client._flying:
            client._strict = False
            client.close(5)


def _begin_in_child() -> None:
    for client in list(_clients):
        client._begin()


atexit.register(_flush_at_exit)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_begin_in_child)
