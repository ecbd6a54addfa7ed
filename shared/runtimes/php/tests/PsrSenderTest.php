<?php

declare(strict_types=1);

namespace Eventbook\Langpack\Tests;

use Eventbook\Langpack\PsrSender;
use Eventbook\Langpack\TryLater;
use Nyholm\Psr7\Factory\Psr17Factory;
use PHPUnit\Framework\TestCase;
use Psr\Http\Client\ClientExceptionInterface;
use Psr\Http\Client\ClientInterface;
use Psr\Http\Message\RequestInterface;
use Psr\Http\Message\ResponseInterface;

require_once 'Nyholm/Psr7/autoload.php';
require_once 'Psr/Http/Client/autoload.php';

final class PsrSenderTest extends TestCase
{
    private ?RequestInterface $request = null;

    /** @param \Closure(RequestInterface): ResponseInterface $answer */
    private function sender(\Closure $answer): PsrSender
    {
        $factory = new Psr17Factory();
        $client = new class ($answer) implements ClientInterface {
            public function __construct(private \Closure $answer)
            {
            }

            public function sendRequest(RequestInterface $request): ResponseInterface
            {
                return ($this->answer)($request);
            }
        };
        return new PsrSender($client, $factory, $factory);
    }

    public function testSendsByTheClientOfTheProgram(): void
    {
        $sender = $this->sender(function (RequestInterface $request): ResponseInterface {
            $this->request = $request;
            $factory = new Psr17Factory();
            return $factory->createResponse(503)->withHeader('Retry-After', '7')->withBody($factory->createStream('busy'));
        });
        $answer = $sender->request('http://one.example/v1/events', ['X-Key' => 'k'], "{}\n", 1.0);
        self::assertSame([503, 'busy', '7'], [$answer->status, $answer->body, $answer->retryAfter]);
        self::assertSame('POST http://one.example/v1/events', "{$this->request?->getMethod()} {$this->request?->getUri()}");
        self::assertSame(['k', "{}\n"], [$this->request?->getHeaderLine('X-Key'), (string) $this->request?->getBody()]);
        $sender->request('http://one.example/v1/config/site', [], null, 1.0);
        self::assertSame('GET', $this->request?->getMethod());
    }

    public function testAClientThatFailsIsTriedLater(): void
    {
        $sender = $this->sender(static fn () => throw new class ('no route') extends \Exception implements ClientExceptionInterface {
        });
        $this->expectException(TryLater::class);
        $this->expectExceptionMessage('no route');
        $sender->request('http://one.example/v1/events', [], '{}', 1.0);
    }
}
