<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** For strings. Lengths are in code points. */
final class TextRule extends PlainRule
{
    /**
     * @param string|null $pattern as the catalog has it, for messages
     * @param string|null $expression the same in the syntax of PCRE
     * @param 'uri'|'email'|'ip'|null $format
     * @param list<string>|null $allowed
     */
    public function __construct(
        private readonly ?int $minLength = null,
        private readonly ?int $maxLength = null,
        private readonly ?string $pattern = null,
        private readonly ?string $expression = null,
        private readonly ?string $format = null,
        private readonly ?array $allowed = null,
    ) {
    }

    public function write(Report $report, mixed $value): string
    {
        if (!is_string($value)) {
            return $this->wrongType($report, 'a text', $value);
        }
        $json = Json::text($value);
        if ($json === null) {
            $report->violate('invalid_unicode', 'holds bytes that are not UTF-8');
            return 'null';
        }
        if ($this->allowed !== null && !in_array($value, $this->allowed, true)) {
            Choices::violate($report, $this->allowed, $value);
        }
        $this->checkLength($report, $value);
        // What PCRE gives up on is left to the collector.
        if ($this->expression !== null && preg_match($this->expression, $value) === 0) {
            $message = sprintf('must match the pattern %s, got %s', Json::shown($this->pattern), Json::shown($value));
            $report->violate('pattern', $message);
        }
        if ($this->format !== null && !Format::fits($this->format, $value)) {
            $report->violate('format', "must be of the format {$this->format}, got " . Json::shown($value));
        }
        return $json;
    }

    private function checkLength(Report $report, string $text): void
    {
        if ($this->minLength === null && $this->maxLength === null) {
            return;
        }
        // Every byte but those that continue a character, so that mbstring is not needed.
        $length = strlen($text) - preg_match_all('/[\x80-\xBF]/', $text);
        if ($this->minLength !== null && $length < $this->minLength) {
            $report->violate('min_length', "must have at least {$this->minLength} characters, got $length");
        }
        if ($this->maxLength !== null && $length > $this->maxLength) {
            $report->violate('max_length', "must have at most {$this->maxLength} characters, got $length");
        }
    }
}
