<?php

// A page as an application has it: it opens a session, sends an event, and answers.

declare(strict_types=1);

use Eventbook\Langpack\Client;
use Eventbook\Langpack\CurlSender;
use Eventbook\Langpack\Definition;
use Eventbook\Langpack\Options;
use Eventbook\Langpack\StreamSender;
use Eventbook\Langpack\Tests\Common;
use Eventbook\Langpack\Tests\Viewed;

require $_SERVER['RUNTIME'] . '/tests/bootstrap.php';

if (isset($_GET['session'])) {
    session_save_path($_SERVER['SCRATCH']);
    session_id($_GET['session']);
    session_start();
}
$client = Client::create(
    new Definition('site', 'php/0.1.7', 412, [$_SERVER['COLLECTOR']], true, false),
    new Options(
        common: Common::of('shop'),
        writeKey: 'key',
        shutdownSeconds: 600.0,
        requestSeconds: 600.0,
        cacheFolder: $_SERVER['SCRATCH'],
        sender: ($_GET['sender'] ?? '') === 'streams' ? new StreamSender() : new CurlSender(),
    ),
);
$client->send(Viewed::of($_GET['text']));
// Other code may send at the very end, too.
register_shutdown_function(static fn () => $client->send(Viewed::of($_GET['text'] . ', at the end')));
echo "served {$_GET['text']}";
