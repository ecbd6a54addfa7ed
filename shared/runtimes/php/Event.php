<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** A built event, ready to be sent. It cannot be changed any more. */
abstract class Event
{
    public const NAME = '';
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
     * The event as it travels, in one line.
     *
     * @internal for the client
     */
    final public function envelope(Definition $definition, ?CommonFields $common, string $id, float $share): string
    {
        // Where both have a field, the event's own value stands.
        $members = $common === null ? $this->built->members : $this->built->members + $common->members();
        return '{"event":"' . static::NAME . '","version":' . static::VERSION . ",\"event_id\":\"$id\""
            . ($definition->isOnDevice ? ',"client_time":' : ',"event_time":') . $this->built->microseconds
            . ($common === null ? '' : ',"environment_version":' . $common::VERSION)
            . ",\"langpack\":\"{$definition->langpack}\",\"sequence\":{$definition->sequence}"
            . ($share < 1 ? ',"sample_rate":' . Json::encode($share) : '')
            . ',"fields":{' . implode(',', $members) . '}}';
    }
}
