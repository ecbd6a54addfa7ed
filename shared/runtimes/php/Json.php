<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** JSON text, the same whatever php.ini says of numbers. */
final class Json
{
    private const FLAGS = JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_LINE_TERMINATORS;

    private const SHOWN = 60;

    /** @throws \JsonException where the value is none of JSON's */
    public static function encode(mixed $value): string
    {
        $precision = ini_get('serialize_precision');
        if ($precision === '-1' || $precision === '17' || $precision === false) {
            return json_encode($value, self::FLAGS | JSON_THROW_ON_ERROR);
        }
        ini_set('serialize_precision', '-1');
        try {
            return json_encode($value, self::FLAGS | JSON_THROW_ON_ERROR);
        } finally {
            ini_set('serialize_precision', $precision);
        }
    }

    /** A text as a JSON string; null where it is not UTF-8. */
    public static function text(string $text): ?string
    {
        $json = json_encode($text, self::FLAGS);
        return $json === false ? null : $json;
    }

    /** A value for a message, shortened. */
    public static function shown(mixed $value): string
    {
        if (is_string($value) && preg_match('/^.{' . self::SHOWN . '}/us', $value, $start) === 1 && $start[0] !== $value) {
            return json_encode($start[0], self::FLAGS) . '…';
        }
        $json = json_encode($value, self::FLAGS | JSON_INVALID_UTF8_SUBSTITUTE | JSON_PARTIAL_OUTPUT_ON_ERROR);
        return is_float($value) && !is_finite($value) ? (string) $value : (string) $json;
    }
}
