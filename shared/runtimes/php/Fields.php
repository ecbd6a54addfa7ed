<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** The fields of an event, or the properties of an object, while they are being set. */
final class Fields
{
    /** @var array<string, mixed> by name on the wire; what is not set is not there */
    private array $values = [];

    /** @param array<string, FieldUse> $uses by name on the wire */
    public function __construct(private readonly array $uses)
    {
    }

    public function set(string $name, mixed $value): void
    {
        // Most values are texts and numbers, which nothing can change.
        $isPlain = $value === null || is_scalar($value) && !$this->uses[$name]->rule instanceof JsonRule;
        $this->values[$name] = $isPlain ? $value : $this->uses[$name]->rule->copy($value);
    }

    /** The value, null for null and for what is not set. Changing it changes nothing here. */
    public function get(string $name): mixed
    {
        $value = $this->values[$name] ?? null;
        return is_array($value) || is_object($value) ? $this->uses[$name]->rule->copy($value) : $value;
    }

    /** The same for a value of type json, with objects as stdClass. */
    public function getJson(string $name): mixed
    {
        $text = $this->values[$name] ?? 'null';
        return is_string($text) ? json_decode($text) : null;
    }

    /** Whether it is set, to null or to a value. */
    public function has(string $name): bool
    {
        return array_key_exists($name, $this->values);
    }

    /**
     * Checks what is set and writes it.
     *
     * @return array<string, string> JSON members by name
     */
    public function write(Report $report): array
    {
        $members = [];
        foreach ($this->uses as $name => $use) {
            $value = $this->values[$name] ?? null;
            if ($value === null && !$use->isRequired && !array_key_exists($name, $this->values)) {
                continue;
            }
            $before = $report->enter($name);
            if ($value !== null) {
                $members[$name] = "\"$name\":" . $use->rule->write($report, $value);
            } elseif (!array_key_exists($name, $this->values)) {
                $report->violate('required', 'is required');
            } elseif ($use->isNullable || $use->rule instanceof JsonRule) {
                $members[$name] = "\"$name\":null";
            } else {
                $report->violate('not_null', 'must not be null');
            }
            $report->leave($before);
        }
        return $members;
    }
}
