<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** Speaks to a list of collectors, and stays with the last one that took something. */
final class HttpTransport implements Transport
{
    /** Below this, compressing costs more than it saves. */
    private const LEAST_TO_COMPRESS = 1024;

    private const LONGEST_PAUSE = 300.0;

    private int $current = 0;

    /** @param non-empty-list<string> $addresses base URLs without a slash at the end */
    public function __construct(
        private readonly Definition $definition,
        private readonly array $addresses,
        #[\SensitiveParameter] private readonly string $writeKey,
        private readonly HttpSender $sender,
    ) {
    }

    public function deliver(array $batch, float $seconds): Answer
    {
        $body = '';
        foreach ($batch as $envelope) {
            $body .= $envelope->json . "\n";
        }
        $headers = ['Content-Type' => 'application/x-ndjson'];
        if (strlen($body) >= self::LEAST_TO_COMPRESS && function_exists('gzencode')) {
            $packed = gzencode($body, 1);
            if ($packed !== false && strlen($packed) < strlen($body)) {
                $body = $packed;
                $headers['Content-Encoding'] = 'gzip';
            }
        }
        return Answer::read($this->exchange('/v1/events', $headers, $body, $seconds), count($batch));
    }

    public function switches(float $seconds): array
    {
        $path = '/v1/config/' . rawurlencode($this->definition->environment);
        $answer = json_decode($this->exchange($path, [], null, $seconds), true);
        if (!is_array($answer) || !is_array($answer['events'] ?? null)) {
            throw new TryLater('the configuration cannot be read');
        }
        return array_filter($answer['events'], is_array(...));
    }

    /**
     * Tries one address after the other until one does not fail. Of several failures one that may pass is told rather
     * than one that will not.
     *
     * @param array<string, string> $headers
     * @return string the body of the answer
     */
    private function exchange(string $path, array $headers, ?string $body, float $seconds): string
    {
        $headers += [
            'Authorization' => "Bearer {$this->writeKey}",
            'User-Agent' => "eventbook {$this->definition->langpack} ({$this->definition->environment})",
        ];
        $deadline = microtime(true) + $seconds;
        $later = null;
        $refused = null;
        for ($tried = 0, $all = count($this->addresses); $tried < $all; $tried++) {
            $left = $deadline - microtime(true);
            if ($left <= 0) {
                break;
            }
            $index = ($this->current + $tried) % $all;
            try {
                // What one address wastes must leave some of the time for the others.
                $own = $left / min(2, $all - $tried);
                $answer = $this->ask($this->addresses[$index] . $path, $headers, $body, $own);
                $this->current = $index;
                return $answer;
            } catch (TryLater $exception) {
                $later = $later !== null && $later->after > $exception->after ? $later : $exception;
            } catch (Refused $exception) {
                $refused ??= $exception;
            }
        }
        throw $later ?? $refused ?? new TryLater('no time was left');
    }

    /** @param array<string, string> $headers */
    private function ask(string $url, array $headers, ?string $body, float $seconds): string
    {
        $response = $this->sender->request($url, $headers, $body, $seconds);
        $status = $response->status;
        if ($status >= 200 && $status < 300) {
            return $response->body;
        }
        $refusal = json_decode($response->body, true);
        $isRefusal = is_array($refusal) && is_string($refusal['code'] ?? null);
        $told = $isRefusal && is_string($refusal['message'] ?? null) ? $refusal['message'] : '';
        $message = trim("$url answered $status: $told", ': ');
        if ($status === 413 || ($isRefusal && self::isFinal($status))) {
            throw new Refused($message, $status);
        }
        throw new TryLater($message, self::pause($response->retryAfter));
    }

    /**
     * Whether a collector's answer would be the same another time. A new write key reaches collectors later than senders,
     * so one that is not known may be known soon.
     */
    private static function isFinal(int $status): bool
    {
        return $status >= 400 && $status < 500 && !in_array($status, [401, 403, 408, 429], true);
    }

    /** Seconds, or a date (RFC 9110); 0 where there is neither. */
    private static function pause(?string $retryAfter): float
    {
        if ($retryAfter === null) {
            return 0.0;
        }
        $seconds = ctype_digit($retryAfter) ? (float) $retryAfter : (float) ((int) strtotime($retryAfter) - time());
        return min(max($seconds, 0.0), self::LONGEST_PAUSE);
    }
}
