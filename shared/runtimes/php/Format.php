<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** What the formats of a contract mean; the same as at the collector. */
final class Format
{
    private const URI = '~^[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9\-._\~:/?#[\]@!$&\'()*+,;=]|%[0-9A-Fa-f]{2})++$~D';
    private const MAILBOX = '~^[A-Za-z0-9!#$%&\'*+/=?^_`{|}\~-]+(?:\.[A-Za-z0-9!#$%&\'*+/=?^_`{|}\~-]+)*$~D';
    private const LABEL = '~^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$~D';

    public static function fits(string $format, string $text): bool
    {
        return match ($format) {
            'uri' => preg_match(self::URI, $text) === 1,
            'email' => self::isEmail($text),
            'ip' => filter_var($text, FILTER_VALIDATE_IP) !== false,
            default => true,
        };
    }

    /** A mailbox of at most 64 characters and a domain of at least two labels (RFC 5321). */
    private static function isEmail(string $text): bool
    {
        $at = strrpos($text, '@');
        if ($at === false || $at < 1 || $at > 64 || strlen($text) > 254) {
            return false;
        }
        $labels = explode('.', substr($text, $at + 1));
        foreach ($labels as $label) {
            if (preg_match(self::LABEL, $label) !== 1) {
                return false;
            }
        }
        return count($labels) > 1 && preg_match(self::MAILBOX, substr($text, 0, $at)) === 1;
    }
}
