<?php

declare(strict_types=1);

namespace Eventbook\Langpack;

/** Makes one HTTP request. Redirects are not followed: they would carry events and key to who knows where. */
interface HttpSender
{
    /**
     * @param array<string, string> $headers
     * @param string|null $body null for GET, else it is POST
     * @throws TryLater where no answer came
     */
    public function request(string $url, array $headers, ?string $body, float $seconds): HttpResponse;
}
