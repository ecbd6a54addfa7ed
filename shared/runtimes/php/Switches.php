<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/**
 * What owners pause or sample at run time. What was last heard is kept in a file, so that one request of many asks, and
 * after its response. Where it cannot be had, everything is sent.
 */
final class Switches
{
    /** Seconds for which it is obeyed after it was last heard. */
    private const TRUSTED = 600.0;

    private const REQUEST_SECONDS = 1.0;

    /** @var array<string, mixed> */
    private array $events = [];

    /** When it was heard, by microtime(true); 0 for never. */
    private float $heard = 0.0;

    private float $asked = 0.0;

    private bool $isLoaded = false;

    private readonly ?SwitchesFile $file;

    public function __construct(
        private readonly Transport $transport,
        private readonly Options $options,
        Definition $definition,
    ) {
        // Only what comes over HTTP is worth a file.
        $this->file = $options->transport === null
            ? SwitchesFile::of($options->cacheFolder, $definition->environment . json_encode($options->collectors))
            : null;
    }

    /** The share of an event that is sent: 0 for none, 1 for all. */
    public function share(string $event): float
    {
        if (!$this->isLoaded) {
            $this->load();
        }
        $switch = $this->events[$event] ?? null;
        if (!is_array($switch) || microtime(true) - $this->heard > self::TRUSTED) {
            return 1.0;
        }
        if (($switch['pause'] ?? null) === true) {
            return 0.0;
        }
        $sample = $switch['sample'] ?? 1;
        return (is_float($sample) || is_int($sample)) && $sample > 0 && $sample < 1 ? (float) $sample : 1.0;
    }

    /** Asks where that was long ago. It waits for the network. */
    public function refresh(): void
    {
        $now = microtime(true);
        if (!$this->isLoaded) {
            $this->load();
        }
        if ($now - max($this->asked, $this->heard) < $this->options->switchesSeconds) {
            return;
        }
        $this->asked = $now;
        $this->file?->claim();
        try {
            $this->events = $this->transport->switches(self::REQUEST_SECONDS);
            $this->heard = $now;
            $this->file?->write($this->events, $now);
        } catch (\Throwable) {
            // What was heard before is obeyed until it is too old.
        }
    }

    private function load(): void
    {
        $this->isLoaded = true;
        $kept = $this->file?->read();
        if ($kept !== null) {
            [$this->events, $this->heard, $this->asked] = $kept;
        }
    }
}
