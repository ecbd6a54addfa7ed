<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** What waits to be sent, oldest first. */
final class Queue
{
    /** @var list<Envelope> */
    private array $waiting = [];

    /** How many at the start of `waiting` are gone: taking each off by itself would move all the others. */
    private int $gone = 0;

    private int $bytes = 0;

    private float $oldest = INF;

    public function count(): int
    {
        return count($this->waiting) - $this->gone;
    }

    public function bytes(): int
    {
        return $this->bytes;
    }

    /** When the oldest event came, by microtime(true); INF where there is none. */
    public function oldest(): float
    {
        return $this->oldest;
    }

    public function add(Envelope $envelope): void
    {
        $this->waiting[] = $envelope;
        $this->bytes += $envelope->size();
        if ($this->oldest === INF) {
            $this->oldest = microtime(true);
        }
    }

    /**
     * The next batch, which stays in the queue until it is removed.
     *
     * @return list<Envelope>
     */
    public function batch(int $events, int $bytes): array
    {
        $batch = [];
        $size = 0;
        $all = count($this->waiting);
        for ($index = $this->gone; $index < $all && count($batch) < $events; $index++) {
            $size += $this->waiting[$index]->size();
            if ($batch !== [] && $size > $bytes) {
                break;
            }
            $batch[] = $this->waiting[$index];
        }
        return $batch;
    }

    /** @return list<Envelope> the oldest so many, which are not in the queue any more */
    public function remove(int $count): array
    {
        $removed = array_slice($this->waiting, $this->gone, $count);
        foreach ($removed as $envelope) {
            $this->bytes -= $envelope->size();
        }
        $this->gone += count($removed);
        if ($this->gone * 2 >= count($this->waiting)) {
            $this->waiting = array_slice($this->waiting, $this->gone);
            $this->gone = 0;
        }
        $this->oldest = $this->waiting === [] ? INF : microtime(true);
        return $removed;
    }
}
