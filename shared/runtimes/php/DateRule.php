<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** For days: a time, which stands for the day that it falls on in its own zone, or a text YYYY-MM-DD. */
final class DateRule implements Rule
{
    public function write(Report $report, mixed $value): string
    {
        $text = $value instanceof \DateTimeInterface ? $value->format('Y-m-d') : $value;
        if (is_string($text) && self::isDay($text)) {
            return "\"$text\"";
        }
        $got = is_string($text) ? Json::shown($text) : get_debug_type($value);
        $report->violate($value === null ? 'not_null' : 'type', "must be a date, YYYY-MM-DD, got $got");
        return 'null';
    }

    /** A time at the start of the day in UTC, where there is such a day. */
    public function copy(mixed $value): mixed
    {
        $text = $value instanceof \DateTimeInterface ? $value->format('Y-m-d') : $value;
        if (!is_string($text) || !self::isDay($text)) {
            return $value;
        }
        return new \DateTimeImmutable($text . 'T00:00:00Z');
    }

    private static function isDay(string $text): bool
    {
        return preg_match('/^([0-9]{4})-([0-9]{2})-([0-9]{2})$/D', $text, $parts) === 1
            && checkdate((int) $parts[2], (int) $parts[3], (int) $parts[1]);
    }
}
