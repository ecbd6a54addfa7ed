<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** Checks values of one type and writes them as JSON. */
interface Rule
{
    /** JSON text of a value; what it is does not matter where something was reported. */
    public function write(Report $report, mixed $value): string;

    /** A copy that shares nothing which could be changed. */
    public function copy(mixed $value): mixed;
}
