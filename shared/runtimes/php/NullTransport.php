<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** Takes everything and sends nothing. */
final class NullTransport implements Transport
{
    public function deliver(array $batch, float $seconds): Answer
    {
        return new Answer(count($batch));
    }

    public function switches(float $seconds): array
    {
        return [];
    }
}
