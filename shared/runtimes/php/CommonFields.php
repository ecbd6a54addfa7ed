<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** A built set of the common fields of this environment, carried by every event. */
abstract class CommonFields
{
    public const VERSION = 0;

    protected readonly Fields $fields;

    private readonly Built $built;

    /** @internal for builders */
    final public function __construct(Built $built)
    {
        $this->built = $built;
        $this->fields = $built->fields;
    }

    /**
     * @internal for events
     * @return array<string, string> JSON members by name
     */
    final public function members(): array
    {
        return $this->built->members;
    }
}
