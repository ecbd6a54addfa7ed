<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** One event as it travels. */
final class Envelope
{
    /** @param string $json the whole envelope, in one line */
    public function __construct(
        public readonly string $id,
        public readonly string $event,
        public readonly int $version,
        public readonly string $json,
    ) {
    }

    /** Bytes on the wire, with the line break. */
    public function size(): int
    {
        return strlen($this->json) + 1;
    }

    /** @return array<string, mixed> for tests */
    public function decode(): array
    {
        return (array) json_decode($this->json, true, 512, JSON_THROW_ON_ERROR);
    }
}
