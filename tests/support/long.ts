/** `npm run test:long` runs the counts that were promised; `npm test` the same tests with fewer turns. */
export function turns(short: number, long: number): number {
  return process.env['EVENTBOOK_LONG'] === '1' ? long : short;
}
