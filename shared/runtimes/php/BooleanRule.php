<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** For true and false. */
final class BooleanRule extends PlainRule
{
    public function write(Report $report, mixed $value): string
    {
        return is_bool($value) ? ($value ? 'true' : 'false') : $this->wrongType($report, 'true or false', $value);
    }
}
