<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** Takes everything and keeps it, for tests. */
final class RecordingTransport implements Transport
{
    /** @var list<Envelope> what was delivered so far, in order */
    public array $envelopes = [];

    public function deliver(array $batch, float $seconds): Answer
    {
        array_push($this->envelopes, ...$batch);
        return new Answer(count($batch));
    }

    public function switches(float $seconds): array
    {
        return [];
    }
}
