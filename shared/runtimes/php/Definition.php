<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** Which langpack this is. Generated code has the one of its environment. */
final class Definition
{
    /**
     * @param string $environment its name
     * @param string $langpack language and version, as in "php/0.1.17"
     * @param int $sequence of the snapshot that this was generated from
     * @param list<string> $collectors base URLs, the next one tried when one fails
     * @param bool $hasCommon whether there are common fields, so that a client without any is probably a mistake
     * @param bool $isOnDevice whether the clock is that of somebody's device: then times travel as client_time
     */
    public function __construct(
        public readonly string $environment,
        public readonly string $langpack,
        public readonly int $sequence,
        public readonly array $collectors,
        public readonly bool $hasCommon,
        public readonly bool $isOnDevice,
    ) {
    }
}
