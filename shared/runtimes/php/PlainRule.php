<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** A rule for values that nothing can change. */
abstract class PlainRule implements Rule
{
    final public function copy(mixed $value): mixed
    {
        return $value;
    }

    /**
     * What is written for values of another type: in lists, where PHP itself does not look.
     *
     * @param string $wanted in words
     */
    final protected function wrongType(Report $report, string $wanted, mixed $value): string
    {
        $got = is_object($value) || is_array($value) ? get_debug_type($value) : Json::shown($value);
        $report->violate($value === null ? 'not_null' : 'type', "must be $wanted, got $got");
        return 'null';
    }
}
