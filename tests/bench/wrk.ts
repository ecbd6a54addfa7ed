import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Load {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent in turn, over and over; `placeholder` in them becomes the number of the request, in hexadecimal. */
  readonly bodies: readonly string[];
  readonly seconds: number;
  readonly connections: number;
  /** What each connection waits between an answer and its next request; not at all unless said. */
  readonly delayMilliseconds?: number;
}

export interface LoadResult {
  readonly requestsPerSecond: number;
  readonly p50Milliseconds: number;
  readonly p99Milliseconds: number;
  /** Answers other than 2xx or 3xx, and broken connections: a rate means nothing where there are any. */
  readonly errors: number;
}

/** The first eight digits of an id that is new with every request. */
export const placeholder = '@@@@@@@@';

/**
 * Puts load on a server with wrk, one thread, which costs so little itself that the server is what is measured.
 * Bodies are read by its Lua from a file of lengths and bytes.
 */
export async function putLoad(scratch: string, load: Load): Promise<LoadResult> {
  const bodiesFile = join(scratch, 'bodies');
  const script = join(scratch, 'load.lua');
  const packed = load.bodies.map((body) => `${Buffer.byteLength(body)}\n${body}`).join('');
  await writeFile(bodiesFile, packed);
  await writeFile(script, lua(bodiesFile, load));
  const duration = `-d${String(load.seconds)}s`;
  const args = ['-t1', `-c${String(load.connections)}`, duration, '--latency', '-s', script, load.url];
  return parse(await outputOf('wrk', args));
}

function lua(bodiesFile: string, { headers, delayMilliseconds = 0 }: Load): string {
  // Spread, or all connections would send in step.
  const most = delayMilliseconds * 2;
  const delay = most === 0 ? '' : `function delay() return math.random(0, ${most}) end`;
  const headerLines = Object.entries(headers).map(([name, value]) => `wrk.headers["${name}"] = "${value}"`);
  return `
wrk.method = "POST"
${headerLines.join('\n')}
local requests = {}
local turn = 0
${delay}
function init()
  local file = io.open("${bodiesFile}", "rb")
  while true do
    local length = file:read("*n")
    if not length then break end
    file:read(1)
    requests[#requests + 1] = wrk.format(nil, nil, nil, file:read(length))
  end
  file:close()
end
function request()
  turn = turn + 1
  local request = requests[turn % #requests + 1]
  if not string.find(request, "${placeholder}", 1, true) then return request end
  return (string.gsub(request, "${placeholder}", string.format("%08x", turn)))
end
function done(summary, latency)
  local failed = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status + summary.errors.timeout
  io.write(string.format("RESULT %f %f %f %d\\n", summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, failed))
end
`;
}

function parse(output: string): LoadResult {
  const numbers = /^RESULT (\S+) (\S+) (\S+) (\d+)$/m.exec(output)?.slice(1).map(Number);
  const [requestsPerSecond, p50Milliseconds, p99Milliseconds, errors] = numbers ?? [];
  if (requestsPerSecond === undefined || p50Milliseconds === undefined)
    throw new Error(`wrk said:\n${output}`);
  return {
    requestsPerSecond,
    p50Milliseconds,
    p99Milliseconds: p99Milliseconds ?? NaN,
    errors: errors ?? NaN,
  };
}

function outputOf(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', () => reject(new Error(`${command} is missing: sudo apt-get install ${command}`)));
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${command} failed:\n${output}`));
    });
  });
}
