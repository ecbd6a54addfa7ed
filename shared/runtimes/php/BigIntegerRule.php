<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** For whole numbers of up to 38 digits, an int or a text of digits; they travel as text. */
final class BigIntegerRule extends PlainRule
{
    public function __construct(private readonly int $digits)
    {
    }

    public function write(Report $report, mixed $value): string
    {
        $text = is_int($value) || is_string($value) ? (string) $value : '';
        $fits = preg_match('/^(?:0|-?[1-9][0-9]*)$/D', $text) === 1 && strlen(ltrim($text, '-')) <= $this->digits;
        return $fits ? "\"$text\"" : $this->wrongType($report, "a whole number of at most {$this->digits} digits", $value);
    }
}
