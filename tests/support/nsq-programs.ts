import { goPrograms } from './go-programs.js';

const names = ['nsqd', 'nsqlookupd', 'nsqadmin', 'nsq_to_file'];

/** The folder of NSQ's programs. */
export function nsqPrograms(): string {
  return goPrograms({
    name: 'nsq',
    programs: Object.fromEntries(names.map((name) => [name, `github.com/nsqio/nsq/apps/${name}`])),
    takes: 'a minute',
  });
}
