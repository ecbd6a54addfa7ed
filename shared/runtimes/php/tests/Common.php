<?php

declare(strict_types=1);

namespace Eventbook\Langpack\Tests;

use Eventbook\Langpack\CommonFields;

/** Common fields as the generator makes them. */
final class Common extends CommonFields
{
    public const VERSION = 3;

    public static function of(string $service): self
    {
        return (new CommonBuilder())->setService($service)->build();
    }
}
