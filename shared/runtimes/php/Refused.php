<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** A collector will not have a batch. */
final class Refused extends \RuntimeException
{
    /** @param int $status of HTTP: 413 for a batch that is too large */
    public function __construct(string $message, public readonly int $status)
    {
        parent::__construct($message);
    }
}
