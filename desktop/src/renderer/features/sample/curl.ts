/** A line for a POSIX shell that sends an envelope; whatever stands in it, it stays one argument. */
export function curlLine(address: string, text: string): string {
  return [
    `curl -sS ${quoted(`${address.trim().replace(/\/+$/u, '')}/v1/events`)}`,
    `-H 'Content-Type: application/json'`,
    `-H "Authorization: Bearer $EVENTBOOK_KEY"`,
    `--data-binary ${quoted(text.trim())}`,
  ].join(' \\\n  ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
