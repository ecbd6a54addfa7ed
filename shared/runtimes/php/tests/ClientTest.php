<?php

declare(strict_types=1);

namespace Eventbook\Langpack\Tests;

use Eventbook\Langpack\Client;
use Eventbook\Langpack\Definition;
use Eventbook\Langpack\NotSent;
use Eventbook\Langpack\NullTransport;
use Eventbook\Langpack\Options;
use Eventbook\Langpack\Outcome;
use Eventbook\Langpack\Problem;
use Eventbook\Langpack\RecordingTransport;
use Eventbook\Langpack\WhenFull;
use PHPUnit\Framework\TestCase;

final class ClientTest extends TestCase
{
    /** @var list<Problem> */
    private array $problems = [];

    private string $folder = '';

    protected function setUp(): void
    {
        $this->folder = sys_get_temp_dir() . '/eventbook-php-' . bin2hex(random_bytes(6));
        mkdir($this->folder, 0700);
        ini_set('error_log', "$this->folder/log");
    }

    protected function tearDown(): void
    {
        array_map(unlink(...), glob("$this->folder/*") ?: []);
        rmdir($this->folder);
    }

    private static function definition(): Definition
    {
        return new Definition('site', 'php/0.1.7', 412, ['http://one.example', 'http://two.example'], true, false);
    }

    /** @param array<string, mixed> $more */
    private function client(ScriptedSender $sender, array $more = []): Client
    {
        $options = $more + [
            'common' => Common::of('shop'),
            'writeKey' => 'key',
            'sender' => $sender,
            'retryFrom' => 0.001,
            'retryTo' => 0.002,
            'cacheFolder' => $this->folder,
            'onProblem' => function (Problem $problem): void {
                $this->problems[] = $problem;
            },
        ];
        return Client::create(self::definition(), new Options(...$options));
    }

    public function testSendsWhatWasBuilt(): void
    {
        $sender = new ScriptedSender();
        $client = $this->client($sender);
        $moment = new \DateTimeImmutable('2025-11-22T22:13:20.123456Z');
        $client->send((new ViewedBuilder())->setText("t\"ea\0€")->at($moment)->build());
        $client->with(Common::of('other'))->send(Viewed::of('jam'));
        $client->send((new ViewedBuilder())->setText('own')->setService(null)->build());
        self::assertTrue($client->flush());
        [$first, $second, $third] = $sender->taken;
        self::assertMatchesRegularExpression('/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/', $first['event_id']);
        unset($first['event_id']);
        self::assertSame([
            'event' => 'advert.viewed',
            'version' => 2,
            'event_time' => 1763849600123456,
            'environment_version' => 3,
            'langpack' => 'php/0.1.7',
            'sequence' => 412,
            'fields' => ['text' => "t\"ea\0€", 'service' => 'shop'],
        ], $first);
        self::assertSame('other', $second['fields']['service']);
        self::assertSame(['text' => 'own', 'service' => null], $third['fields'], "the event's own value stands");
        self::assertSame(['one.example'], $sender->asked, 'in one request');
    }

    public function testTriesTheNextCollectorAndStaysThere(): void
    {
        $sender = new ScriptedSender([null]);
        $client = $this->client($sender);
        foreach (['a', 'b'] as $text) {
            $client->send(Viewed::of($text));
            $client->flush();
        }
        self::assertSame(['one.example', 'two.example', 'two.example'], $sender->asked);
        self::assertCount(2, $sender->taken);
    }

    public function testTriesAgainWithTheSameIdAndWaitsAsAsked(): void
    {
        $busy = ScriptedSender::answer(503, '', '1');
        $sender = new ScriptedSender([$busy, ScriptedSender::answer(429)]);
        $client = $this->client($sender);
        $began = microtime(true);
        $client->send(Viewed::of('tea'));
        self::assertTrue($client->flush());
        self::assertGreaterThanOrEqual(1.0, microtime(true) - $began);
        self::assertCount(1, array_unique($sender->tried));
        self::assertCount(1, $sender->taken);
    }

    public function testWaitsForAKeyToBeKnownAndForACollectorToBeOne(): void
    {
        $page = ScriptedSender::answer(404, '<html>moved</html>');
        $sender = new ScriptedSender([ScriptedSender::answer(401), $page, ScriptedSender::answer(302, '')]);
        $client = $this->client($sender);
        $client->send(Viewed::of('tea'));
        self::assertTrue($client->flush());
        self::assertCount(4, $sender->tried);
        self::assertCount(1, $sender->taken);
    }

    public function testAWorkerNeverWaitsOutAPauseBetweenTwoEvents(): void
    {
        $never = array_fill(0, 4, ScriptedSender::answer(503, '', '300'));
        $sender = new ScriptedSender($never);
        $client = $this->client($sender, ['batchEvents' => 1]);
        $began = microtime(true);
        for ($count = 0; $count < 50; $count++) {
            self::assertTrue($client->send(Viewed::of('tea')));
        }
        self::assertLessThan(10.0, microtime(true) - $began, 'five minutes were asked for');
        self::assertCount(2, $sender->asked, 'each collector once');
    }

    public function testSplitsWhatIsTooLargeAndDropsWhatIsRefused(): void
    {
        $tooLarge = ScriptedSender::answer(413);
        $refused = ScriptedSender::answer(415);
        $sender = new ScriptedSender([$tooLarge, $tooLarge, $refused, $refused]);
        $client = $this->client($sender);
        $client->send(Viewed::of('one'));
        $client->send(Viewed::of('two'));
        self::assertTrue($client->flush());
        self::assertCount(1, $sender->taken);
        self::assertCount(1, $this->problems);
        self::assertSame([Outcome::Dropped, 'refused'], [$this->problems[0]->outcome, $this->problems[0]->code]);
    }

    public function testBatchesRespectTheLimits(): void
    {
        $sender = new ScriptedSender();
        $client = $this->client($sender, ['batchEvents' => 5000, 'batchBytes' => 10 << 20, 'queueBytes' => 64 << 20]);
        for ($count = 0; $count < 2500; $count++) {
            $client->send(Viewed::of(str_repeat('x', 600)));
        }
        self::assertTrue($client->flush());
        self::assertCount(2500, $sender->taken);
        self::assertGreaterThanOrEqual(3, count($sender->asked));
        self::assertLessThanOrEqual(1 << 20, $sender->largestBody);
        self::assertFalse($client->send(Viewed::of(str_repeat('x', 64 << 10))));
        self::assertSame('too_large', $this->problems[0]->code);
    }

    public function testTellsByEventWhatWasNotAccepted(): void
    {
        $body = '{"accepted":1,"flagged":0,"quarantined":1,"rejected":0,"errors":[{"index":1,"outcome":"quarantined","code":"minimum",'
            . '"pointer":"/fields/price","message":"price is low"}],"errors_total":1}';
        $sender = new ScriptedSender([ScriptedSender::answer(202, $body)]);
        $told = [];
        $client = $this->client($sender, ['onProblem' => static function (Problem $problem) use (&$told): void {
            $told[] = (string) $problem;
            throw new \RuntimeException("of the program's own");
        }]);
        $client->send(Viewed::of('one'));
        $client->send(Viewed::of('two'));
        self::assertTrue($client->flush());
        self::assertSame(['advert.viewed version 2 was quarantined: minimum: price is low'], $told);
    }

    public function testStrictThrowsWhatWasWrong(): void
    {
        $flagged = '{"flagged":1,"errors":[{"index":0,"outcome":"flagged","code":"enum","pointer":"","message":"it is odd"}]}';
        $refused = ScriptedSender::answer(415);
        $sender = new ScriptedSender([
            ScriptedSender::answer(202, '{"accepted":1}'), ScriptedSender::answer(202, $flagged), $refused, $refused,
        ]);
        $client = $this->client($sender, ['strict' => true]);
        self::assertTrue($client->send(Viewed::of('one')));
        foreach ([Outcome::Flagged, Outcome::Dropped] as $outcome) {
            try {
                $client->send(Viewed::of('two'));
                self::fail('nothing was thrown');
            } catch (NotSent $exception) {
                self::assertSame($outcome, $exception->problem->outcome);
            }
        }
    }

    /** @return iterable<string, array{WhenFull, list<string>}> */
    public static function policies(): iterable
    {
        yield 'the newest goes' => [WhenFull::DropNewest, ['0', '1']];
        yield 'the oldest goes' => [WhenFull::DropOldest, ['1', '2']];
        yield 'one more try is made' => [WhenFull::Flush, ['0', '1', '2']];
    }

    /**
     * @dataProvider policies
     * @param list<string> $want
     */
    public function testAFullQueue(WhenFull $policy, array $want): void
    {
        $sender = new ScriptedSender();
        $client = $this->client($sender, ['queueEvents' => 2, 'whenFull' => $policy]);
        foreach (['0', '1', '2'] as $text) {
            self::assertSame($text !== '2' || $policy !== WhenFull::DropNewest, $client->send(Viewed::of($text)));
        }
        $client->flush();
        self::assertSame($want, array_map(static fn ($event) => $event['fields']['text'], $sender->taken));
        self::assertCount(3 - count($want), $this->problems);
    }

    public function testObeysSwitchesAndHandsThemToTheNextRequest(): void
    {
        $sender = new ScriptedSender(switches: '{"advert.viewed":{"pause":true}}');
        $first = $this->client($sender);
        $first->send(Viewed::of('before anything is known'));
        $first->flush();
        self::assertCount(1, $sender->taken);
        self::assertTrue($first->send(Viewed::of('paused')));
        $first->flush();
        self::assertCount(1, $sender->taken);
        $next = $this->client($sender);
        $next->send(Viewed::of('paused in another request'));
        $next->flush();
        self::assertCount(1, $sender->taken);
        self::assertSame(1, $sender->switchesAsked, 'the second request knew');
    }

    public function testSamplesAndSaysSo(): void
    {
        $sender = new ScriptedSender(switches: '{"advert.viewed":{"sample":0.5}}');
        $client = $this->client($sender);
        $client->flush();
        for ($count = 0; $count < 2000; $count++) {
            $client->send(Viewed::of('x'));
        }
        $client->flush();
        self::assertGreaterThan(800, count($sender->taken));
        self::assertLessThan(1200, count($sender->taken));
        self::assertSame(0.5, $sender->taken[0]['sample_rate']);
    }

    public function testSwitchesThatCannotBeHadSendEverything(): void
    {
        foreach (['nonsense', '[]', '{"advert.viewed":true}', '{"advert.viewed":{"sample":7}}'] as $switches) {
            $sender = new ScriptedSender(switches: $switches);
            $client = $this->client($sender);
            $client->flush();
            $client->send(Viewed::of('x'));
            $client->flush();
            self::assertCount(1, $sender->taken, $switches);
        }
    }

    public function testAFileOfSomebodyElseIsNotBelieved(): void
    {
        $sender = new ScriptedSender(switches: '{"advert.viewed":{"pause":true}}');
        $this->client($sender)->flush();
        [$file] = glob("$this->folder/eventbook-*.json") ?: [''];
        chmod($file, 0666);
        $open = new ScriptedSender();
        $client = $this->client($open);
        $client->send(Viewed::of('x'));
        $client->flush();
        self::assertCount(1, $open->taken);
    }

    public function testClosingTellsWhatWasLost(): void
    {
        $sender = new ScriptedSender(array_fill(0, 1000, null));
        $client = $this->client($sender, ['shutdownSeconds' => 0.02]);
        $client->send(Viewed::of('one'));
        $client->close();
        self::assertFalse($client->send(Viewed::of('two')));
        self::assertSame(['undelivered', 'closed'], array_map(static fn ($problem) => $problem->code, $this->problems));
    }

    public function testNothingComesOutOfSend(): void
    {
        $client = $this->client(new ScriptedSender(), ['sender' => new class () implements \Eventbook\Langpack\HttpSender {
            public function request(string $url, array $headers, ?string $body, float $seconds): never
            {
                throw new \Error('a bug');
            }
        }, 'batchEvents' => 1]);
        self::assertTrue($client->send(Viewed::of('x')));
        self::assertFalse($client->send(Viewed::of('x'), 'not a UUID'));
    }

    public function testTransportsForTests(): void
    {
        $recording = new RecordingTransport();
        $client = Client::create(self::definition(), new Options(common: Common::of('x'), transport: $recording));
        $client->send(Viewed::of('tea'), '0192F3C4-7B1A-7D40-8C11-2B9F6A1D0E55');
        $client->flush();
        self::assertSame('0192f3c4-7b1a-7d40-8c11-2b9f6a1d0e55', $recording->envelopes[0]->id);
        self::assertSame('tea', $recording->envelopes[0]->decode()['fields']['text']);
        $none = Client::create(self::definition(), new Options(common: Common::of('x'), transport: new NullTransport()));
        self::assertTrue($none->send(Viewed::of('tea')) && $none->flush());
    }

    public function testWhereAndAsWhomMustBeKnown(): void
    {
        $nowhere = new Definition('site', 'php/0.1.7', 1, [], false, false);
        foreach (
            [[self::definition(), [], 'EVENTBOOK_WRITE_KEY'], [$nowhere, ['writeKey' => 'k'], 'EVENTBOOK_COLLECTORS'],
            [$nowhere, ['writeKey' => 'k', 'collectors' => ['ftp://x']], 'https://']] as [$definition, $options, $told]
        ) {
            try {
                Client::create($definition, new Options(...$options));
                self::fail("nothing was said of $told");
            } catch (\InvalidArgumentException $exception) {
                self::assertStringContainsString($told, $exception->getMessage());
            }
        }
    }
}
