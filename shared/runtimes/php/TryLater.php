<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** A batch could not be handed over now. */
final class TryLater extends \RuntimeException
{
    /** @param float $after seconds that the collector asks to wait, at least */
    public function __construct(string $message, public readonly float $after = 0.0)
    {
        parent::__construct($message);
    }
}
