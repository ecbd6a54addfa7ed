<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** The base of generated objects, which are values of fields. They are checked when their event is built. */
abstract class ObjectValue
{
    protected Fields $fields;

    final public function __construct()
    {
        $this->fields = new Fields(static::fieldUses());
    }

    public function __clone()
    {
        $this->fields = clone $this->fields;
    }

    /** @return array<string, FieldUse> by name on the wire */
    abstract protected static function fieldUses(): array;

    /**
     * @internal for rules
     * @return array<string, string> JSON members by name
     */
    final public function writeMembers(Report $report): array
    {
        return $this->fields->write($report);
    }
}
