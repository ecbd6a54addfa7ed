import { pino, type Logger } from 'pino';
import { PinoPretty } from 'pino-pretty';

export type { Logger };

/**
 * JSON lines on stderr, or short lines for people where stderr is a terminal. Written synchronously, so
 * that the last words of a process that fails are not lost.
 */
export function makeLogger(level: string, role: string): Logger {
  const stream = process.stderr.isTTY
    ? PinoPretty({ sync: true, destination: 2, ignore: 'pid,hostname,role', translateTime: 'SYS:HH:MM:ss' })
    : pino.destination({ dest: 2, sync: true });
  return pino({ level, base: { pid: process.pid, role } }, stream);
}
