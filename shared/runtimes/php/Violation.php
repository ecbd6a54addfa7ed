<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** One reason why an event does not fit its contract. Codes are those of the collector. */
final class Violation
{
    /** @param string $pointer JSON pointer (RFC 6901) into the envelope, as in /fields/items/2/price */
    public function __construct(
        public readonly string $code,
        public readonly string $pointer,
        public readonly string $message,
    ) {
    }
}
