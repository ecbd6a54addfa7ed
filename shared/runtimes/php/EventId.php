<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** Makes identifiers: UUIDs of version 7 (RFC 9562), which begin with the time. */
final class EventId
{
    private const FORM = '/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/D';

    /** @throws \InvalidArgumentException where it is no UUID */
    public static function check(string $id): string
    {
        $lower = strtolower($id);
        return preg_match(self::FORM, $lower) === 1
            ? $lower
            : throw new \InvalidArgumentException('An event_id is a UUID, got ' . Json::shown($id) . '.');
    }

    public static function next(): string
    {
        $time = str_pad(dechex((int) (microtime(true) * 1000)), 12, '0', STR_PAD_LEFT);
        $random = random_bytes(10);
        $random[0] = chr(0x70 | (ord($random[0]) & 0x0f));
        $random[2] = chr(0x80 | (ord($random[2]) & 0x3f));
        $digits = $time . bin2hex($random);
        return substr($digits, 0, 8) . '-' . substr($digits, 8, 4) . '-' . substr($digits, 12, 4) . '-'
            . substr($digits, 16, 4) . '-' . substr($digits, 20);
    }
}
