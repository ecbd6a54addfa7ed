<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** For exact decimal numbers of a fixed width, an int or a text such as "-12.50"; they travel as text. */
final class DecimalRule extends PlainRule
{
    public function __construct(private readonly int $precision, private readonly int $scale)
    {
    }

    public function write(Report $report, mixed $value): string
    {
        $text = is_int($value) || is_string($value) ? (string) $value : '';
        $whole = $this->precision - $this->scale;
        if (
            preg_match('/^-?(0|[1-9][0-9]*)(?:\.([0-9]+))?$/D', $text, $parts) === 1
            && strlen($parts[1] === '0' ? '' : $parts[1]) <= $whole
            && strlen($parts[2] ?? '') <= $this->scale
        ) {
            return "\"$text\"";
        }
        $wanted = "a decimal number as text, at most $whole digits before the point and {$this->scale} after it";
        return $this->wrongType($report, $wanted, $value);
    }
}
