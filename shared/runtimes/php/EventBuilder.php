<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** What the builders of all events have alike. */
abstract class EventBuilder extends Builder
{
    protected ?\DateTimeImmutable $moment = null;

    /** Says when it happened; without it that is when the event is built. */
    final public function at(\DateTimeInterface $moment): static
    {
        $this->moment = \DateTimeImmutable::createFromInterface($moment);
        return $this;
    }
}
