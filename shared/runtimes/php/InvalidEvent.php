<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** Says why an event, or a set of common fields, could not be built. */
final class InvalidEvent extends \InvalidArgumentException
{
    /**
     * @param string $subject what was built, as in "checkout.order_paid version 3"
     * @param list<Violation> $violations
     */
    public function __construct(public readonly string $subject, public readonly array $violations)
    {
        $reasons = array_map(static fn (Violation $violation): string => $violation->message, $violations);
        parent::__construct(sprintf('%s cannot be built: %s', $subject, implode('; ', $reasons)));
    }
}
