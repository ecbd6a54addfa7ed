<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** What the builders of events and of common fields have alike. */
abstract class Builder extends FieldHolder
{
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
