<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** HTTP by PHP's own streams, for where there is no ext-curl. */
final class StreamSender implements HttpSender
{
    private const MOST_ANSWER_BYTES = 1 << 20;

    public function request(string $url, array $headers, ?string $body, float $seconds): HttpResponse
    {
        $lines = '';
        foreach ($headers + ['Connection' => 'close'] as $name => $value) {
            $lines .= "$name: $value\r\n";
        }
        $options = [
            'method' => $body === null ? 'GET' : 'POST',
            'header' => $lines,
            'timeout' => max(0.001, $seconds),
            'follow_location' => 0,
            'ignore_errors' => true,
            'protocol_version' => 1.1,
        ];
        $context = stream_context_create(['http' => $options + ($body === null ? [] : ['content' => $body])]);
        $cause = 'no answer';
        // The program's own handler must not see what is a matter of course here.
        set_error_handler(static function (int $_, string $message) use (&$cause): bool {
            $cause = $message;
            return true;
        });
        try {
            $answer = file_get_contents($url, false, $context, 0, self::MOST_ANSWER_BYTES);
        } finally {
            restore_error_handler();
        }
        $status = 0;
        $retryAfter = null;
        foreach ($http_response_header ?? [] as $line) {
            if (preg_match('~^HTTP/\S+ ([0-9]{3})~', $line, $parts) === 1) {
                $status = (int) $parts[1];
            } elseif (stripos($line, 'Retry-After:') === 0) {
                $retryAfter = trim(substr($line, 12));
            }
        }
        if ($status === 0) {
            throw new TryLater("$url: $cause");
        }
        return new HttpResponse($status, (string) $answer, $retryAfter);
    }
}
