<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** For times; they travel as microseconds since the epoch. */
final class TimestampRule implements Rule
{
    private const MOST_SECONDS = 9007199254;

    public function write(Report $report, mixed $value): string
    {
        if (!$value instanceof \DateTimeInterface) {
            $report->violate($value === null ? 'not_null' : 'type', 'must be a time, got ' . get_debug_type($value));
            return 'null';
        }
        $seconds = $value->getTimestamp();
        if ($seconds >= self::MOST_SECONDS || $seconds < -self::MOST_SECONDS) {
            $report->violate('type', 'must be a time from 1684 to 2255, got ' . $value->format(DATE_ATOM));
            return 'null';
        }
        return (string) self::microseconds($value);
    }

    public function copy(mixed $value): mixed
    {
        return $value instanceof \DateTimeInterface ? \DateTimeImmutable::createFromInterface($value) : $value;
    }

    public static function microseconds(\DateTimeInterface $moment): int
    {
        return $moment->getTimestamp() * 1_000_000 + (int) $moment->format('u');
    }
}
