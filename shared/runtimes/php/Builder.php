<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** What the builders of events and of common fields have alike. */
abstract class Builder
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
     * @param string $subject what is built, for the message
     * @throws InvalidEvent
     */
    final protected function finish(string $subject, ?\DateTimeInterface $moment = null): Built
    {
        $report = new Report();
        $members = $this->fields->write($report);
        if ($report->violations() !== []) {
            throw new InvalidEvent($subject, $report->violations());
        }
        $microseconds = $moment === null
            ? (int) (microtime(true) * 1_000_000)
            : TimestampRule::microseconds($moment);
        return new Built(clone $this->fields, $members, $microseconds);
    }
}
