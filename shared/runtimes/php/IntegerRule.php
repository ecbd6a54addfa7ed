<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** For whole numbers of at most 53 bits, which every reader of JSON understands exactly. */
final class IntegerRule extends PlainRule
{
    private const MOST = 9007199254740991;

    /** @param list<int>|null $allowed */
    public function __construct(
        private readonly int|float|null $minimum = null,
        private readonly int|float|null $maximum = null,
        private readonly ?array $allowed = null,
    ) {
    }

    public function write(Report $report, mixed $value): string
    {
        if (!is_int($value) || $value > self::MOST || $value < -self::MOST) {
            return $this->wrongType($report, sprintf('a whole number from -%d to %d', self::MOST, self::MOST), $value);
        }
        if ($this->allowed !== null && !in_array($value, $this->allowed, true)) {
            Choices::violate($report, $this->allowed, $value);
        }
        Bounds::check($report, $value, $this->minimum, $this->maximum);
        return (string) $value;
    }
}
