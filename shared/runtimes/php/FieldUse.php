<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** A field or property: what may stand there. */
final class FieldUse
{
    public function __construct(
        public readonly Rule $rule,
        public readonly bool $isRequired = false,
        public readonly bool $isNullable = false,
    ) {
    }
}
