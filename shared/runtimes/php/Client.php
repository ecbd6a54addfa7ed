<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/**
 * Sends events in batches. Under FPM they are sent after the response; in a worker as soon as a batch is full or a second
 * old; and in any case when the program ends. A program has one.
 */
final class Client
{
    private function __construct(private readonly Core $core, private readonly ?CommonFields $common)
    {
    }

    /** @throws \InvalidArgumentException where there is no write key or no collector */
    public static function create(Definition $definition, Options $options): self
    {
        return new self(new Core($definition, $options), $options->common);
    }

    /** A client that sends with other common fields, as one request of many may have; the queue is the same. */
    public function with(CommonFields $common): self
    {
        return new self($this->core, $common);
    }

    /**
     * Queues an event. It throws nothing, unless the client is strict.
     *
     * @param string|null $id a UUID; sent again under the same, the event is stored once. A new one where it is null
     * @return bool false where the event was dropped, which onProblem hears of as well
     * @throws NotSent where the client is strict and the event was not simply accepted
     */
    public function send(Event $event, ?string $id = null): bool
    {
        try {
            return $this->core->send($event, $this->common, $id);
        } catch (NotSent $exception) {
            throw $exception;
        } catch (\Throwable $throwable) {
            error_log("eventbook: {$throwable->getMessage()}");
            return false;
        }
    }

    /** Sends what waits now, for so many seconds at most. Answers whether nothing waits any more. */
    public function flush(float $seconds = 5.0): bool
    {
        return $this->core->flush($seconds);
    }

    /** Sends what waits; what cannot be sent in time is dropped. Events that come later are dropped, too. */
    public function close(): void
    {
        $this->core->close();
    }
}
