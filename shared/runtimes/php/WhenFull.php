<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** What happens to an event that finds the queue full. */
enum WhenFull
{
    /** The event at hand is dropped. */
    case DropNewest;

    /** What has waited longest is dropped. */
    case DropOldest;

    /** In a worker one more try is made to send what waits; then the event at hand is dropped. */
    case Flush;
}
