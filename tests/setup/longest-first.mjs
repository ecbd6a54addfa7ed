import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { BaseSequencer } from 'vitest/node';

/**
 * What takes more than a minute on two cores, longest first: begun last, one of these would keep everybody waiting at the end.
 * vitest knows durations only where it has run before.
 */
const longest = [
  'tests/s3/mirror.test.ts',
  'tests/langpack-release/installed.test.ts',
  'tests/nsq/mongodb.test.ts',
  'tests/static/lint.test.ts',
  'tests/faults/kill-nine.test.ts',
  'tests/nsq/warehouse.test.ts',
  'tests/deploy/image.test.ts',
  'tests/site/iglu.test.ts',
  'tests/network/cut-off.test.ts',
  'tests/langpack-release/kill-nine.test.ts',
  'tests/collector/snapshots.test.ts',
  'tests/day/day.test.ts',
  'tests/collector/lifecycle.test.ts',
  'tests/langpack/iglu.test.ts',
  'tests/langpack-release/uploads.test.ts',
  'tests/faults/disk-full.test.ts',
  'tests/faults/kill-at-steps.test.ts',
  'tests/nsq/relay.test.ts',
  'tests/nsq/nsqd-trouble.test.ts',
  'tests/cli/workflow.test.ts',
  'tests/site/site.test.ts',
  'tests/nsq/kill-nine.test.ts',
  'tests/langpack/kitchen-sink.test.ts',
  'tests/collector/processes.test.ts',
  'tests/langpack/send-everything.test.ts',
];

export class LongestFirst extends BaseSequencer {
  async sort(files) {
    const { root } = this.ctx.config;
    const gone = longest.filter((path) => !existsSync(resolve(root, path)));
    if (gone.length > 0)
      throw new Error(`tests/setup/longest-first.mjs names what is not there: ${gone.join(', ')}`);
    const rank = new Map(longest.map((path, index) => [path, index]));
    const rankOf = ({ moduleId }) =>
      rank.get(relative(root, moduleId).replaceAll('\\', '/')) ?? longest.length;
    return (await super.sort(files)).sort((a, b) => rankOf(a) - rankOf(b));
  }
}
