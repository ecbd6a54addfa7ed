<?php

declare(strict_types=1);

namespace Eventbook\Langpack\Tests;

use Eventbook\Langpack\Event;

/** An event as the generator makes them. */
final class Viewed extends Event
{
    public const NAME = 'advert.viewed';
    public const VERSION = 2;

    public static function of(string $text): self
    {
        return (new ViewedBuilder())->setText($text)->build();
    }
}
