<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** How allowed values are told. */
final class Choices
{
    private const ENOUGH = 10;

    /** @param list<string|int|float> $allowed */
    public static function violate(Report $report, array $allowed, string|int|float $value): void
    {
        $told = array_map(Json::shown(...), array_slice($allowed, 0, self::ENOUGH));
        if (count($allowed) > self::ENOUGH) {
            $told[] = '…';
        }
        $report->violate('enum', sprintf('must be one of %s, got %s', implode(', ', $told), Json::shown($value)));
    }
}
