<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** Sends what waits when the program, or the request, is over. */
final class Shutdown
{
    /** @var \SplObjectStorage<Core, null>|null of those that have something waiting */
    private static ?\SplObjectStorage $waiting = null;

    private static int $process = 0;

    public static function await(Core $core): void
    {
        $process = (int) getmypid();
        if (self::$waiting === null || self::$process !== $process) {
            if (self::$waiting === null) {
                // From within a shutdown function, so that this runs after all others: they may send events, too.
                register_shutdown_function(static fn () => register_shutdown_function(self::run(...)));
            }
            // What waits in a process that was forked is its parent's to send.
            self::$waiting = new \SplObjectStorage();
            self::$process = $process;
        }
        self::$waiting->attach($core);
    }

    public static function forget(Core $core): void
    {
        self::$waiting?->detach($core);
    }

    private static function run(): void
    {
        if (self::$waiting === null || self::$waiting->count() === 0 || self::$process !== getmypid()) {
            return;
        }
        self::endResponse();
        foreach (iterator_to_array(self::$waiting, false) as $core) {
            $core->shutDown();
        }
    }

    /** Lets the client of the request go: from here on nobody waits for us. */
    private static function endResponse(): void
    {
        // A session that stays locked would hold up the same person's next request.
        if (function_exists('session_status') && session_status() === PHP_SESSION_ACTIVE) {
            session_write_close();
        }
        if (function_exists('fastcgi_finish_request')) {
            fastcgi_finish_request();
        } elseif (function_exists('litespeed_finish_request')) {
            litespeed_finish_request();
        }
    }
}
