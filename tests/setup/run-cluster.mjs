import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { clusterParts, missingParts, recipientOf } from './parts.mjs';

/** Starts the small cluster, without what stands behind a sink and cannot be had here. Returns the exit status. */
export async function runCluster(root, rest) {
  const missing = missingParts(clusterParts);
  for (const { name, debian } of missing) {
    const what = recipientOf[name] ?? 'all of it';
    console.error(`left out for want of ${name}: ${what}. To bring in: sudo apt-get install ${debian}`);
  }
  if (missing.some(({ name }) => recipientOf[name] === undefined)) return 2;
  const without = missing.map(({ name }) => `--without=${recipientOf[name]}`);
  // In a group of its own, else Ctrl-C would end all of its programs at once and in no order.
  const child = spawn('node', ['tests/dist/cluster/main.js', ...without, ...rest], {
    ...{ cwd: root, detached: true, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill('SIGTERM'));
  const [status] = await once(child, 'exit');
  return status ?? 1;
}
