<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** What became of an event that was not simply accepted. */
enum Outcome: string
{
    /** Stored, with what does not fit left out of its columns. */
    case Flagged = 'flagged';

    /** Kept apart, whole. */
    case Quarantined = 'quarantined';

    /** Not kept. */
    case Rejected = 'rejected';

    /** One of the three above, where an answer does not tell which. */
    case NotAccepted = 'not accepted';

    /** Did not reach a collector. */
    case Dropped = 'dropped';
}
