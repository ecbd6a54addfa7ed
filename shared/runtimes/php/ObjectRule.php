<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** For objects, whose classes are generated. */
final class ObjectRule implements Rule
{
    /** @param class-string<ObjectValue> $type */
    public function __construct(private readonly string $type)
    {
    }

    public function write(Report $report, mixed $value): string
    {
        if (!$value instanceof $this->type) {
            $message = "must be a {$this->type}, got " . get_debug_type($value);
            $report->violate($value === null ? 'not_null' : 'type', $message);
            return 'null';
        }
        return '{' . implode(',', $value->writeMembers($report)) . '}';
    }

    public function copy(mixed $value): mixed
    {
        // What it holds was copied when it was set.
        return is_object($value) ? clone $value : $value;
    }
}
