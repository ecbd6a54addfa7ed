/** Whether a parsed JSON value holds more values than `most`, itself counted. Looks no further than that. */
export function holdsMore(value: unknown, most: number): boolean {
  const waiting: unknown[] = [value];
  let count = 1;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const members: readonly unknown[] = Array.isArray(next) ? next : Object.values(next);
    count += members.length;
    if (count > most) return true;
    for (const member of members) if (typeof member === 'object' && member !== null) waiting.push(member);
  }
  return false;
}
