import { expect, it } from 'vitest';
import { changePage } from './forge-address.js';

it('knows GitHub and GitLab by their names, however the remote is spoken to', () => {
  const github = 'https://github.com/shop/events/compare/main...delivery/cost%23?expand=1';
  for (const url of [
    'https://github.com/shop/events.git',
    'https://somebody:secret@github.com/shop/events',
    'git@github.com:shop/events.git',
    'ssh://git@github.com:22/shop/events.git/',
  ])
    expect(changePage(url, 'delivery/cost#', 'main')).toEqual({ forge: 'github', address: github });
  expect(changePage('git@gitlab.example.org:team/sub/events.git', 'a b', 'main')?.address).toBe(
    'https://gitlab.example.org/team/sub/events/-/merge_requests/new' +
      '?merge_request%5Bsource_branch%5D=a+b&merge_request%5Btarget_branch%5D=main',
  );
});

it('says nothing of other hosts, folders and what is no address', () => {
  for (const url of [
    'https://git.example.com/github/events.git',
    'https://github.com.evil.example/x.git'.replace('github.com.', 'notgithub.'),
    '/srv/github/events.git',
    'C:\\github\\events',
    'file:///srv/gitlab/x.git',
    'https://github.com/',
    '',
  ])
    expect(changePage(url, 'work', 'main')).toBe(undefined);
});
