<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** One event that was not simply accepted, and one reason for it. */
final class Problem
{
    /** @param string $code the collector's; or too_large, queue_full, refused, undelivered or closed where it was dropped */
    public function __construct(
        public readonly Outcome $outcome,
        public readonly Envelope $envelope,
        public readonly string $code,
        public readonly string $pointer,
        public readonly string $message,
    ) {
    }

    public function __toString(): string
    {
        return sprintf(
            '%s version %d was %s: %s: %s',
            $this->envelope->event,
            $this->envelope->version,
            $this->outcome->value,
            $this->code,
            $this->message,
        );
    }
}
