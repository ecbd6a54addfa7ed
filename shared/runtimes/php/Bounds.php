<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** The least and the greatest that a number may be. */
final class Bounds
{
    public static function check(
        Report $report,
        int|float $number,
        int|float|null $minimum,
        int|float|null $maximum,
    ): void {
        if ($minimum !== null && $number < $minimum) {
            $report->violate('minimum', sprintf('must be at least %s, got %s', Json::shown($minimum), Json::shown($number)));
        }
        if ($maximum !== null && $number > $maximum) {
            $report->violate('maximum', sprintf('must be at most %s, got %s', Json::shown($maximum), Json::shown($number)));
        }
    }
}
