<?php

declare(strict_types=1);

namespace Eventbook\Langpack\Tests;

use Eventbook\Langpack\HttpResponse;
use Eventbook\Langpack\HttpSender;
use Eventbook\Langpack\TryLater;

/** Collectors that answer by a script, then with 202. An answer of null is none. */
final class ScriptedSender implements HttpSender
{
    /** @var list<string> addresses that were asked for events */
    public array $asked = [];

    /** @var list<array<string, mixed>> events that were taken */
    public array $taken = [];

    /** @var list<string> ids in the order in which they were tried */
    public array $tried = [];

    public int $largestBody = 0;

    public int $switchesAsked = 0;

    /** @param list<HttpResponse|null> $script */
    public function __construct(private array $script = [], public string $switches = '{}')
    {
    }

    public static function answer(int $status, string $body = '{"code":"told","message":"why"}', ?string $after = null): HttpResponse
    {
        return new HttpResponse($status, $body, $after);
    }

    public function request(string $url, array $headers, ?string $body, float $seconds): HttpResponse
    {
        if ($body === null) {
            $this->switchesAsked++;
            return new HttpResponse(200, "{\"environment\":\"site\",\"events\":{$this->switches}}", null);
        }
        $this->asked[] = (string) parse_url($url, PHP_URL_HOST);
        $this->largestBody = max($this->largestBody, strlen($body));
        $lines = ($headers['Content-Encoding'] ?? '') === 'gzip' ? (string) gzdecode($body) : $body;
        $this->largestBody = max($this->largestBody, strlen($lines));
        $events = array_map(static fn ($line) => json_decode($line, true), explode("\n", trim($lines)));
        array_push($this->tried, ...array_column($events, 'event_id'));
        $answer = array_key_exists(0, $this->script) ? array_shift($this->script) : self::answer(202, '{"accepted":1}');
        if ($answer === null) {
            throw new TryLater("$url: nobody there");
        }
        if ($answer->status === 202) {
            array_push($this->taken, ...$events);
        }
        return $answer;
    }
}
