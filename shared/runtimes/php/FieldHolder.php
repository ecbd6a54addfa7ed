<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** What has fields that are being set: builders and objects. */
abstract class FieldHolder
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
}
