<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** Takes batches from the queue to the transport, with pauses between tries that fail. */
final class Delivery
{
    /** No try is made before, by microtime(true). */
    private float $notBefore = 0.0;

    private float $pause;

    /** How many events are tried at once: fewer after a batch was found too large. */
    private int $most;

    public function __construct(
        private readonly Queue $queue,
        private readonly Transport $transport,
        private readonly Options $options,
        private readonly Reporter $reporter,
    ) {
        $this->pause = $options->retryFrom;
        $this->most = max(1, min($options->batchEvents, Options::MOST_BATCH_EVENTS));
    }

    /** Makes one try for each batch that is due, none where a pause is on: for between two events of a worker. */
    public function sendNow(): void
    {
        while ($this->queue->count() > 0 && microtime(true) >= $this->notBefore) {
            $this->attempt($this->options->requestSeconds);
        }
    }

    /** Sends all that waits, trying again and again for so many seconds. */
    public function sendAll(float $seconds): void
    {
        $deadline = microtime(true) + $seconds;
        while ($this->queue->count() > 0) {
            $now = microtime(true);
            if (max($now, $this->notBefore) >= $deadline) {
                return;
            }
            if ($this->notBefore > $now) {
                usleep((int) (($this->notBefore - $now) * 1_000_000));
                continue;
            }
            $this->attempt(min($this->options->requestSeconds, $deadline - $now));
        }
    }

    private function attempt(float $seconds): void
    {
        $batch = $this->queue->batch($this->most, min($this->options->batchBytes, Options::MOST_BATCH_BYTES));
        try {
            $answer = $this->transport->deliver($batch, $seconds);
            $this->queue->remove(count($batch));
            $this->pause = $this->options->retryFrom;
            foreach ($answer->problems($batch) as $problem) {
                $this->reporter->report($problem);
            }
        } catch (TryLater $exception) {
            $this->reporter->warn(count($batch) . " events will be tried again: {$exception->getMessage()}");
            // A random part of the pause, so that those who failed together do not come back together.
            $wait = $this->pause * random_int(0, 1000) / 1000;
            $this->notBefore = microtime(true) + max($wait, $exception->after);
            $this->pause = min($this->pause * 2, $this->options->retryTo);
        } catch (\Throwable $throwable) {
            if ($throwable instanceof Refused && $throwable->status === 413 && count($batch) > 1) {
                $this->most = intdiv(count($batch) + 1, 2);
                return;
            }
            $this->queue->remove(count($batch));
            $this->reporter->dropped($batch, 'refused', $throwable->getMessage());
        }
    }
}
