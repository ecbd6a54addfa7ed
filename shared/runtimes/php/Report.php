<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** Gathers what is wrong with the event at hand, and knows where in it the rules are. */
final class Report
{
    private const MOST_VIOLATIONS = 50;

    private string $pointer = '/fields';

    /** @var list<Violation> */
    private array $violations = [];

    /** Records that the value at hand does not fit. The message goes on from the value's name. */
    public function violate(string $code, string $message): void
    {
        if (count($this->violations) < self::MOST_VIOLATIONS) {
            $this->violations[] = new Violation($code, $this->pointer, $this->place() . ' ' . $message);
        }
    }

    /** Goes one step down; leave() takes what it answers. */
    public function enter(string|int $step): string
    {
        $before = $this->pointer;
        $this->pointer .= '/' . $step;
        return $before;
    }

    public function leave(string $before): void
    {
        $this->pointer = $before;
    }

    /** @return list<Violation> */
    public function violations(): array
    {
        return $this->violations;
    }

    /** The pointer as people write it: items[2].price. */
    private function place(): string
    {
        $place = '';
        foreach (explode('/', substr($this->pointer, strlen('/fields/'))) as $step) {
            $place .= ctype_digit($step) ? "[$step]" : ($place === '' ? $step : ".$step");
        }
        return $place;
    }
}
