<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** For lists. */
final class ListRule implements Rule
{
    public function __construct(
        private readonly Rule $items,
        private readonly ?int $minItems = null,
        private readonly ?int $maxItems = null,
    ) {
    }

    public function write(Report $report, mixed $value): string
    {
        if (!is_array($value)) {
            $report->violate($value === null ? 'not_null' : 'type', 'must be a list, got ' . get_debug_type($value));
            return 'null';
        }
        if (!array_is_list($value)) {
            $report->violate('type', 'must be a list, got an array with keys of its own');
            return 'null';
        }
        $count = count($value);
        if ($this->minItems !== null && $count < $this->minItems) {
            $report->violate('min_items', "must have at least {$this->minItems} items, got $count");
        }
        if ($this->maxItems !== null && $count > $this->maxItems) {
            $report->violate('max_items', "must have at most {$this->maxItems} items, got $count");
        }
        $texts = [];
        foreach ($value as $index => $item) {
            $before = $report->enter($index);
            $texts[] = $this->items->write($report, $item);
            $report->leave($before);
        }
        return '[' . implode(',', $texts) . ']';
    }

    public function copy(mixed $value): mixed
    {
        return is_array($value) ? array_map($this->items->copy(...), $value) : $value;
    }
}
