<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** For any JSON value: what json_encode() takes. It is written when it is set, so that later changes do not reach it. */
final class JsonRule implements Rule
{
    public function write(Report $report, mixed $value): string
    {
        if ($value instanceof \JsonException) {
            $report->violate('type', 'must be a JSON value: ' . $value->getMessage());
            return 'null';
        }
        return is_string($value) ? $value : 'null';
    }

    /** The JSON text; an exception where there is none. */
    public function copy(mixed $value): mixed
    {
        try {
            return Json::encode($value);
        } catch (\JsonException $exception) {
            return $exception;
        }
    }
}
