<?php

// A worker that forks while something waits, and ends without a word to its client.

declare(strict_types=1);

use Eventbook\Langpack\Client;
use Eventbook\Langpack\Definition;
use Eventbook\Langpack\Options;
use Eventbook\Langpack\Tests\Common;
use Eventbook\Langpack\Tests\Viewed;

[, $runtime, $collector, $folder] = $argv;
require "$runtime/tests/bootstrap.php";

$client = Client::create(
    new Definition('site', 'php/0.1.7', 412, [$collector], true, false),
    new Options(common: Common::of('shop'), writeKey: 'key', flushSeconds: 1000.0, cacheFolder: $folder),
);
$client->send(Viewed::of('parent, before'));
if (pcntl_fork() === 0) {
    $client->send(Viewed::of('child'));
    exit;
}
pcntl_wait($status);
$client->send(Viewed::of('parent, after'));
