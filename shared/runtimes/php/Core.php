<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** What a client shares with those that were made of it. */
final class Core
{
    private const WORKERS = ['cli', 'phpdbg', 'embed', 'micro', 'frankenphp'];

    private Queue $queue;

    private Delivery $delivery;

    private readonly Transport $transport;

    private readonly Switches $switches;

    private readonly Reporter $reporter;

    private readonly bool $defers;

    private int $process;

    private bool $isClosed = false;

    /** Whether what waits will be sent at the end. */
    private bool $isAwaited = false;

    public function __construct(private readonly Definition $definition, private readonly Options $options)
    {
        $this->transport = $options->transportFor($definition);
        $this->reporter = new Reporter($options);
        $this->switches = new Switches($this->transport, $options, $definition);
        $this->defers = $options->defers ?? !in_array(PHP_SAPI, self::WORKERS, true);
        $this->begin();
        if ($options->common === null && $definition->hasCommon) {
            $message = 'no common fields: set the option common, or the collector judges by the newest';
            if ($options->strict) {
                throw new \InvalidArgumentException($message);
            }
            // Not thrown: the first common fields of an environment must not stop programs that are older than they are.
            $this->reporter->warn($message);
        }
    }

    /** @throws NotSent where the client is strict */
    public function send(Event $event, ?CommonFields $common, ?string $id): bool
    {
        $share = $this->switches->share($event::NAME);
        if ($share < 1 && ($share === 0.0 || random_int(0, 999_999) >= $share * 1_000_000)) {
            return true;
        }
        $id = $id === null ? EventId::next() : EventId::check($id);
        $json = $event->envelope($this->definition, $common, $id, $share);
        $envelope = new Envelope($id, $event::NAME, $event::VERSION, $json);
        if ($this->isClosed) {
            return $this->refuse($envelope, 'closed', 'the client is closed');
        }
        if (strlen($json) > Options::MOST_EVENT_BYTES) {
            return $this->refuse($envelope, 'too_large', 'the event is larger than 64 KiB');
        }
        if ($this->options->strict) {
            return $this->sendStrictly($envelope);
        }
        return $this->enqueue($envelope);
    }

    /** Sends what waits, for so many seconds at most. Answers whether nothing waits any more. */
    public function flush(float $seconds): bool
    {
        $this->leaveToParent();
        $this->delivery->sendAll($seconds);
        $this->forgetWhereEmpty();
        $this->switches->refresh();
        return $this->queue->count() === 0;
    }

    /** Sends what waits; what cannot be sent in time is dropped. */
    public function shutDown(): void
    {
        try {
            $this->flush($this->options->shutdownSeconds);
            $left = $this->queue->remove($this->queue->count());
            $this->reporter->dropped($left, 'undelivered', 'no collector took it in time');
        } catch (\Throwable $throwable) {
            $this->reporter->warn($throwable->getMessage());
        }
        $this->forgetWhereEmpty();
    }

    public function close(): void
    {
        $this->isClosed = true;
        $this->shutDown();
    }

    private function enqueue(Envelope $envelope): bool
    {
        $this->leaveToParent();
        if (!$this->makeRoom($envelope->size())) {
            return $this->refuse($envelope, 'queue_full', 'the queue of events is full');
        }
        $this->queue->add($envelope);
        if (!$this->isAwaited) {
            $this->isAwaited = true;
            Shutdown::await($this);
        }
        if (!$this->defers && $this->isDue()) {
            $this->delivery->sendNow();
            $this->forgetWhereEmpty();
            $this->switches->refresh();
        }
        return true;
    }

    private function forgetWhereEmpty(): void
    {
        if ($this->isAwaited && $this->queue->count() === 0) {
            $this->isAwaited = false;
            Shutdown::forget($this);
        }
    }

    private function isDue(): bool
    {
        return $this->queue->count() >= $this->options->batchEvents
            || $this->queue->bytes() >= $this->options->batchBytes
            || microtime(true) - $this->queue->oldest() >= $this->options->flushSeconds;
    }

    private function makeRoom(int $size): bool
    {
        if ($this->hasRoom($size)) {
            return true;
        }
        if ($this->options->whenFull === WhenFull::Flush && !$this->defers) {
            $this->delivery->sendNow();
        }
        while ($this->options->whenFull === WhenFull::DropOldest && !$this->hasRoom($size)) {
            $this->reporter->dropped($this->queue->remove(1), 'queue_full', 'newer events needed the room');
        }
        return $this->hasRoom($size);
    }

    /** One event is let in whatever its size, so that a small bound does not refuse for ever. */
    private function hasRoom(int $size): bool
    {
        $count = $this->queue->count();
        return $count === 0
            || ($count < $this->options->queueEvents && $this->queue->bytes() + $size <= $this->options->queueBytes);
    }

    /** @throws NotSent */
    private function sendStrictly(Envelope $envelope): bool
    {
        try {
            $problems = $this->transport->deliver([$envelope], $this->options->requestSeconds)->problems([$envelope]);
        } catch (TryLater | Refused $exception) {
            return $this->refuse($envelope, 'refused', $exception->getMessage());
        }
        foreach ($problems as $problem) {
            $this->reporter->report($problem);
        }
        return $problems === [] ? true : throw new NotSent($problems[0]);
    }

    /** @throws NotSent where the client is strict */
    private function refuse(Envelope $envelope, string $code, string $message): bool
    {
        $problem = new Problem(Outcome::Dropped, $envelope, $code, '', $message);
        $this->reporter->report($problem);
        return $this->options->strict ? throw new NotSent($problem) : false;
    }

    private function begin(): void
    {
        $this->process = (int) getmypid();
        $this->isAwaited = false;
        $this->queue = new Queue();
        $this->delivery = new Delivery($this->queue, $this->transport, $this->options, $this->reporter);
    }

    /** After a fork, what the parent had waiting is the parent's to send. */
    private function leaveToParent(): void
    {
        if ($this->process !== getmypid()) {
            $this->begin();
        }
    }
}
