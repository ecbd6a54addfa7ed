<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** The base of generated objects, which are values of fields. They are checked when their event is built. */
abstract class ObjectValue extends FieldHolder
{
    /**
     * @internal for rules
     * @return array<string, string> JSON members by name
     */
    final public function writeMembers(Report $report): array
    {
        return $this->fields->write($report);
    }
}
