<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

use Psr\Http\Client\ClientExceptionInterface;
use Psr\Http\Client\ClientInterface;
use Psr\Http\Message\RequestFactoryInterface;
use Psr\Http\Message\StreamFactoryInterface;

/** HTTP by a client of the program's own (PSR-18). Its time limit is what that client was given. */
final class PsrSender implements HttpSender
{
    public function __construct(
        private readonly ClientInterface $client,
        private readonly RequestFactoryInterface $requests,
        private readonly StreamFactoryInterface $streams,
    ) {
    }

    public function request(string $url, array $headers, ?string $body, float $seconds): HttpResponse
    {
        $request = $this->requests->createRequest($body === null ? 'GET' : 'POST', $url);
        foreach ($headers as $name => $value) {
            $request = $request->withHeader($name, $value);
        }
        if ($body !== null) {
            $request = $request->withBody($this->streams->createStream($body));
        }
        try {
            $response = $this->client->sendRequest($request);
            $retryAfter = $response->getHeaderLine('Retry-After');
            return new HttpResponse($response->getStatusCode(), (string) $response->getBody(), $retryAfter ?: null);
        } catch (ClientExceptionInterface $exception) {
            throw new TryLater("$url: {$exception->getMessage()}");
        }
    }
}
