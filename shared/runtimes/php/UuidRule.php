<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** For universally unique identifiers, in either case; they travel in lower case. */
final class UuidRule extends PlainRule
{
    private const FORM = '/^[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}$/Di';

    public function write(Report $report, mixed $value): string
    {
        if (is_string($value) && preg_match(self::FORM, $value) === 1) {
            return '"' . strtolower($value) . '"';
        }
        return $this->wrongType($report, 'a UUID', $value);
    }
}
