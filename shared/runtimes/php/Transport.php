<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** Hands events over. */
interface Transport
{
    /**
     * Hands over a batch, trying each address at most once.
     *
     * @param list<Envelope> $batch
     * @param float $seconds that it may take at most
     * @throws TryLater where the same batch may be tried again
     * @throws Refused where that would be of no use
     */
    public function deliver(array $batch, float $seconds): Answer;

    /**
     * Asks what is paused or sampled.
     *
     * @param float $seconds that it may take at most
     * @return array<string, array{pause?: bool, sample?: float}> by event; what is not there is always sent
     * @throws TryLater|Refused where it cannot be had
     */
    public function switches(float $seconds): array;
}
