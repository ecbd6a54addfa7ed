<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** The file in which switches are kept from one request to the next. Only a file of our own user is believed. */
final class SwitchesFile
{
    private const MOST_BYTES = 1 << 20;

    private function __construct(private readonly string $path, private readonly int $user)
    {
    }

    /** Null where it cannot be known whose files are ours. */
    public static function of(?string $folder, string $subject): ?self
    {
        $user = function_exists('posix_geteuid') ? posix_geteuid() : @fileowner('/proc/self');
        if ($user === false) {
            return null;
        }
        $name = 'eventbook-' . $user . '-' . substr(hash('sha256', __DIR__ . $subject), 0, 16) . '.json';
        return new self(($folder ?? sys_get_temp_dir()) . DIRECTORY_SEPARATOR . $name, $user);
    }

    /** @return array{array<string, mixed>, float, float}|null the switches, when they were heard, when it was last asked */
    public function read(): ?array
    {
        clearstatcache(true, $this->path);
        $status = @lstat($this->path);
        if (
            $status === false || $status['uid'] !== $this->user || ($status['mode'] & 0170022) !== 0100000
            || $status['size'] > self::MOST_BYTES
        ) {
            return null;
        }
        $kept = json_decode((string) @file_get_contents($this->path), true);
        if (!is_array($kept) || !is_array($kept['events'] ?? null) || !is_numeric($kept['heard'] ?? null)) {
            return null;
        }
        return [$kept['events'], (float) $kept['heard'], (float) $status['mtime']];
    }

    /** Says to the other processes that somebody is asking. */
    public function claim(): void
    {
        if ($this->read() !== null) {
            @touch($this->path);
        }
    }

    /** @param array<string, mixed> $events */
    public function write(array $events, float $heard): void
    {
        $temporary = @tempnam(dirname($this->path), 'eventbook');
        if ($temporary === false) {
            return;
        }
        $written = @file_put_contents($temporary, json_encode(['events' => $events, 'heard' => $heard]));
        if ($written === false || !@rename($temporary, $this->path)) {
            @unlink($temporary);
        }
    }
}
