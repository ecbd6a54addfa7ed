<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

use Psr\Log\LoggerInterface;

/** How a client sends. Without any, and with a write key in EVENTBOOK_WRITE_KEY, it is fit for production. */
final class Options
{
    public const MOST_BATCH_EVENTS = 1000;
    public const MOST_BATCH_BYTES = 1 << 20;
    public const MOST_EVENT_BYTES = 64 << 10;

    /**
     * @param CommonFields|null $common that every event carries
     * @param string|null $writeKey names the source; EVENTBOOK_WRITE_KEY where it is null
     * @param list<string> $collectors base URLs; where there are none those of EVENTBOOK_COLLECTORS, separated by commas;
     *     else the catalog's
     * @param bool $strict for tests: every event is sent at once, and whatever is not accepted is thrown
     * @param (\Closure(Problem): void)|null $onProblem hears of each event that was flagged, quarantined, rejected or
     *     dropped; without it each kind of problem is logged once
     * @param LoggerInterface|null $logger hears of what goes wrong on the way; error_log() where it is null
     * @param bool|null $defers whether events wait for the end of the request, whatever their number; null: everywhere
     *     but on the command line
     * @param int $queueEvents how many may wait
     * @param int $queueBytes how much may wait
     * @param int $batchEvents how many are sent in one request, at most 1,000
     * @param int $batchBytes how much is sent in one request, at most 1 MiB
     * @param float $flushSeconds how long an event waits for company at most, in a worker that goes on sending
     * @param float $requestSeconds time limit of one try
     * @param float $shutdownSeconds time limit of all tries after the response, or at the end of a program
     * @param float $retryFrom seconds of the first pause between two tries
     * @param float $retryTo seconds of the longest one
     * @param float $switchesSeconds how often the collector is asked what is paused or sampled
     * @param string|null $cacheFolder where its answer is kept for other requests; the system's temporary folder where
     *     it is null
     * @param HttpSender|null $sender makes the HTTP requests: a PsrSender, for one; ext-curl or PHP's streams where it
     *     is null
     * @param Transport|null $transport takes the place of HTTP: a NullTransport (as does EVENTBOOK_TRANSPORT=null) or a
     *     RecordingTransport
     */
    public function __construct(
        public readonly ?CommonFields $common = null,
        #[\SensitiveParameter] public readonly ?string $writeKey = null,
        public readonly array $collectors = [],
        public readonly bool $strict = false,
        public readonly ?\Closure $onProblem = null,
        public readonly ?LoggerInterface $logger = null,
        public readonly ?bool $defers = null,
        public readonly int $queueEvents = 10_000,
        public readonly int $queueBytes = 16 << 20,
        public readonly WhenFull $whenFull = WhenFull::Flush,
        public readonly int $batchEvents = 500,
        public readonly int $batchBytes = 900 << 10,
        public readonly float $flushSeconds = 1.0,
        public readonly float $requestSeconds = 3.0,
        public readonly float $shutdownSeconds = 5.0,
        public readonly float $retryFrom = 0.5,
        public readonly float $retryTo = 30.0,
        public readonly float $switchesSeconds = 60.0,
        public readonly ?string $cacheFolder = null,
        public readonly ?HttpSender $sender = null,
        public readonly ?Transport $transport = null,
    ) {
    }

    /** @throws \InvalidArgumentException where it cannot be known where, or as whom, to send */
    public function transportFor(Definition $definition): Transport
    {
        if ($this->transport !== null) {
            return $this->transport;
        }
        if (getenv('EVENTBOOK_TRANSPORT') === 'null') {
            return new NullTransport();
        }
        $key = $this->writeKey ?? (getenv('EVENTBOOK_WRITE_KEY') ?: '');
        if ($key === '') {
            throw new \InvalidArgumentException(
                'No write key: set the option writeKey or EVENTBOOK_WRITE_KEY, or a transport for tests.',
            );
        }
        $sender = $this->sender ?? (extension_loaded('curl') ? new CurlSender() : new StreamSender());
        return new HttpTransport($definition, $this->addresses($definition), $key, $sender);
    }

    /** @return non-empty-list<string> the program's, else the environment's, else the catalog's */
    private function addresses(Definition $definition): array
    {
        $told = getenv('EVENTBOOK_COLLECTORS');
        $others = is_string($told) && $told !== '' ? explode(',', $told) : $definition->collectors;
        $addresses = [];
        foreach ($this->collectors !== [] ? $this->collectors : $others as $address) {
            $address = rtrim(trim($address), '/');
            if ($address === '') {
                continue;
            }
            if (preg_match('~^https?://[^/\s]+~Di', $address) !== 1) {
                throw new \InvalidArgumentException(
                    "A collector's address looks like https://events.example.com, got " . Json::shown($address) . '.',
                );
            }
            $addresses[] = $address;
        }
        if ($addresses === []) {
            throw new \InvalidArgumentException(
                'No collector: set EVENTBOOK_COLLECTORS, the option collectors, or `langpack.collectors` in the catalog.',
            );
        }
        return $addresses;
    }
}
