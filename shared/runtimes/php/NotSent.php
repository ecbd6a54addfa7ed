<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** Thrown where a client is strict, and an event was not simply accepted. */
final class NotSent extends \RuntimeException
{
    public function __construct(public readonly Problem $problem)
    {
        parent::__construct((string) $problem);
    }
}
