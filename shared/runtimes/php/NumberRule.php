<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** For numbers. */
final class NumberRule extends PlainRule
{
    /** @param list<int|float>|null $allowed */
    public function __construct(
        private readonly int|float|null $minimum = null,
        private readonly int|float|null $maximum = null,
        private readonly ?array $allowed = null,
    ) {
    }

    public function write(Report $report, mixed $value): string
    {
        if ((!is_float($value) && !is_int($value)) || !is_finite($value)) {
            return $this->wrongType($report, 'a number', $value);
        }
        // Not in_array(…, true): 1 and 1.0 are the same number.
        if ($this->allowed !== null && !in_array((float) $value, array_map(floatval(...), $this->allowed), true)) {
            Choices::violate($report, $this->allowed, $value);
        }
        Bounds::check($report, $value, $this->minimum, $this->maximum);
        return Json::encode((float) $value);
    }
}
