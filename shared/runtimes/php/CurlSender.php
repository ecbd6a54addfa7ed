<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** HTTP by ext-curl; the connection is kept for the next request. */
final class CurlSender implements HttpSender
{
    private const MOST_ANSWER_BYTES = 1 << 20;

    private ?\CurlHandle $handle = null;

    private int $process = 0;

    public function request(string $url, array $headers, ?string $body, float $seconds): HttpResponse
    {
        $answer = '';
        $retryAfter = null;
        $lines = ['Expect:'];
        foreach ($headers as $name => $value) {
            $lines[] = "$name: $value";
        }
        $handle = $this->handle();
        curl_setopt_array($handle, [
            CURLOPT_URL => $url,
            CURLOPT_PROTOCOLS => CURLPROTO_HTTP | CURLPROTO_HTTPS,
            CURLOPT_HTTPHEADER => $lines,
            CURLOPT_NOSIGNAL => true,
            CURLOPT_TIMEOUT_MS => max(1, (int) ($seconds * 1000)),
            CURLOPT_HEADERFUNCTION => static function ($_, string $line) use (&$retryAfter): int {
                if (stripos($line, 'Retry-After:') === 0) {
                    $retryAfter = trim(substr($line, 12));
                }
                return strlen($line);
            },
            CURLOPT_WRITEFUNCTION => static function ($_, string $piece) use (&$answer): int {
                $answer .= $piece;
                return strlen($answer) > self::MOST_ANSWER_BYTES ? 0 : strlen($piece);
            },
        ] + ($body === null ? [CURLOPT_HTTPGET => true] : [CURLOPT_POST => true, CURLOPT_POSTFIELDS => $body]));
        $done = curl_exec($handle);
        $status = (int) curl_getinfo($handle, CURLINFO_RESPONSE_CODE);
        // A cut answer of a success is a success: the promise is in its status.
        if ($done === false && ($status < 200 || $status >= 300)) {
            throw new TryLater("$url: " . curl_error($handle));
        }
        return new HttpResponse($status, $answer, $retryAfter);
    }

    /** A process that was forked must not write on its parent's connection. */
    private function handle(): \CurlHandle
    {
        $process = (int) getmypid();
        if ($this->handle === null || $this->process !== $process) {
            $this->handle = curl_init() ?: throw new TryLater('curl could not be initialised');
            $this->process = $process;
        } else {
            curl_reset($this->handle);
        }
        return $this->handle;
    }
}
