<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** Hands problems on; nothing that its listeners throw comes back. */
final class Reporter
{
    private const MOST_REMEMBERED = 1000;

    /** @var array<string, true> */
    private array $told = [];

    public function __construct(private readonly Options $options)
    {
    }

    public function report(Problem $problem): void
    {
        if ($this->options->onProblem === null) {
            $kind = $problem->outcome->value . $problem->envelope->event . $problem->code;
            if (!isset($this->told[$kind]) && count($this->told) < self::MOST_REMEMBERED) {
                $this->told[$kind] = true;
                $this->warn("$problem (event_id {$problem->envelope->id})");
            }
            return;
        }
        try {
            ($this->options->onProblem)($problem);
        } catch (\Throwable $throwable) {
            $this->warn("onProblem threw: {$throwable->getMessage()}");
        }
    }

    /** @param list<Envelope> $envelopes */
    public function dropped(array $envelopes, string $code, string $message): void
    {
        foreach ($envelopes as $envelope) {
            $this->report(new Problem(Outcome::Dropped, $envelope, $code, '', $message));
        }
    }

    public function warn(string $message): void
    {
        try {
            if ($this->options->logger !== null) {
                $this->options->logger->warning("eventbook: $message");
            } else {
                error_log("eventbook: $message");
            }
        } catch (\Throwable) {
            // There is nobody left to tell.
        }
    }
}
