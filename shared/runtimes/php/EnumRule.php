<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** For enumerations, of which a contract may allow a part. */
final class EnumRule extends PlainRule
{
    /**
     * @param class-string<\BackedEnum> $type
     * @param list<\BackedEnum>|null $allowed null where all are
     */
    public function __construct(private readonly string $type, private readonly ?array $allowed = null)
    {
    }

    public function write(Report $report, mixed $value): string
    {
        if (!$value instanceof $this->type) {
            return $this->wrongType($report, "a {$this->type}", $value);
        }
        if ($this->allowed !== null && !in_array($value, $this->allowed, true)) {
            Choices::violate($report, array_map(static fn (\BackedEnum $one) => $one->value, $this->allowed), $value->value);
        }
        return Json::encode($value->value);
    }
}
