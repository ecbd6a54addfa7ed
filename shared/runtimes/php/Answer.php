<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** What a collector says of a batch. */
final class Answer
{
    /** @param list<array{index: int, outcome: string, code: string, pointer: string, message: string}> $errors only the first hundred */
    public function __construct(
        public readonly int $accepted,
        public readonly int $flagged = 0,
        public readonly int $quarantined = 0,
        public readonly int $rejected = 0,
        public readonly array $errors = [],
    ) {
    }

    /** Reads an answer; one that cannot be read says nothing, but 202 is the promise all the same. */
    public static function read(string $body, int $sent): self
    {
        $answer = json_decode($body, true);
        if (!is_array($answer)) {
            return new self($sent);
        }
        $count = static fn (string $key): int => is_int($answer[$key] ?? null) ? $answer[$key] : 0;
        $errors = [];
        foreach (is_array($answer['errors'] ?? null) ? $answer['errors'] : [] as $error) {
            if (!is_array($error) || !is_int($error['index'] ?? null)) {
                continue;
            }
            $text = static fn (string $key): string => is_string($error[$key] ?? null) ? $error[$key] : '';
            $errors[] = [
                'index' => $error['index'],
                'outcome' => $text('outcome'),
                'code' => $text('code'),
                'pointer' => $text('pointer'),
                'message' => $text('message'),
            ];
        }
        return new self($count('accepted'), $count('flagged'), $count('quarantined'), $count('rejected'), $errors);
    }

    /**
     * @param list<Envelope> $batch that it is the answer to
     * @return list<Problem>
     */
    public function problems(array $batch): array
    {
        $problems = [];
        foreach ($this->errors as $error) {
            if (isset($batch[$error['index']])) {
                $outcome = Outcome::tryFrom($error['outcome']) ?? Outcome::NotAccepted;
                $envelope = $batch[$error['index']];
                $problems[] = new Problem($outcome, $envelope, $error['code'], $error['pointer'], $error['message']);
            }
        }
        return $problems;
    }
}
