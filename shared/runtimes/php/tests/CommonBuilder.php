<?php

declare(strict_types=1);

namespace Eventbook\Langpack\Tests;

use Eventbook\Langpack\Builder;
use Eventbook\Langpack\FieldUse;
use Eventbook\Langpack\TextRule;

final class CommonBuilder extends Builder
{
    public function setService(string $value): static
    {
        $this->fields->set('service', $value);
        return $this;
    }

    public function build(): Common
    {
        return new Common($this->finish('common fields version 3'));
    }

    protected static function fieldUses(): array
    {
        return ['service' => new FieldUse(new TextRule(), isRequired: true)];
    }
}
