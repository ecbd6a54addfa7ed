<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** What a builder hands to the event, or to the common fields, that it builds: everything in it was checked. */
final class Built
{
    /** @param array<string, string> $members JSON members by name */
    public function __construct(
        public readonly Fields $fields,
        public readonly array $members,
        public readonly int $microseconds,
    ) {
    }
}
