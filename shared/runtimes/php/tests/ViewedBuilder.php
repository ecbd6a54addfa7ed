<?php

declare(strict_types=1);

namespace Eventbook\Langpack\Tests;

use Eventbook\Langpack\EventBuilder;
use Eventbook\Langpack\FieldUse;
use Eventbook\Langpack\TextRule;

final class ViewedBuilder extends EventBuilder
{
    public function setText(?string $value): static
    {
        $this->fields->set('text', $value);
        return $this;
    }

    public function setService(?string $value): static
    {
        $this->fields->set('service', $value);
        return $this;
    }

    public function build(): Viewed
    {
        return new Viewed($this->finish('advert.viewed version 2', $this->moment));
    }

    protected static function fieldUses(): array
    {
        return [
            'text' => new FieldUse(new TextRule(), isRequired: true),
            'service' => new FieldUse(new TextRule(), isNullable: true),
        ];
    }
}
