export const draftsTexts = {
  title: 'Drafts',
  hint: 'A draft is a copy of the book in which you work until others have agreed. In git it is a branch.',
  new: 'New draft …',
  newTitle: 'New draft',
  submit: 'Make it and switch to it',
  name: 'What it is for',
  nameExample: 'Delivery cost for logistics',
  nameHint: 'In git it is named after this.',
  from: 'It begins with',
  fromPublished: 'what is published',
  fromHere: 'what is in this draft',
  comesAlong: (count: number) =>
    count === 1
      ? '1 change that is in no commit yet comes along.'
      : `${count} changes that are in no commit yet come along.`,
  current: 'You are here',
  switch: 'Switch',
  switchTo: (draft: string) => `Switch to ${draft}`,
  list: 'All drafts',
  last: (who: string, when: string) => `${who}, ${when}`,
  places: { here: 'only here', remote: 'only at the remote', both: '' },
  gitName: 'Name in git',
  status: (draft: string) => `Draft: ${draft}`,
  noBranch: 'no draft',
  remote: 'The remote',
  noRemote: 'This repository has no remote. All of it is here; nothing can be sent to anybody.',
  connect: 'Connect to a git server …',
  connectTitle: 'Connect to a git server',
  connectSubmit: 'Connect',
  connectHint:
    'Of a repository that you have made there and that is still empty, or that holds this catalog.',
  connectExample: 'https://git.example.com/shop/events.git',
  notThere: 'This draft is not at the remote yet.',
  same: 'Nothing to send, and nothing new that we know of.',
  toSend: (count: number) => (count === 1 ? '1 commit to send' : `${count} commits to send`),
  toGet: (count: number) => (count === 1 ? '1 commit to get' : `${count} commits to get`),
  publishedAhead: (count: number, name: string) =>
    count === 1
      ? `1 commit is published that this draft has not (${name}).`
      : `${count} commits are published that this draft has not (${name}).`,
  fetch: 'Look what is new',
  pull: 'Get',
  push: 'Send',
  change: { github: 'Open a change on GitHub', gitlab: 'Open a change on GitLab' },
  bringIn: 'Bring in what is published',
  commands: {
    fetch: 'Fetch: look what is new at the remote',
    pull: 'Pull: get what others have sent to this draft',
    push: 'Push: send this draft',
    bringIn: 'Bring in what is published',
  },
  jobs: { clone: 'Getting …', fetch: 'Looking what is new …', pull: 'Getting …', push: 'Sending …' },
  cancel: 'Stop',
  stopped: 'Stopped. Nothing here was changed; what was on its way may have arrived: look what is new.',
  loginTitle: 'Who are you there?',
  loginSubmit: 'Log in and try again',
  loginAgain: 'Log in …',
  token: 'Token',
  tokenHint: 'An access token from the settings of the remote, or a password where it takes one.',
  username: 'User name',
  usernameHint: 'Only where the remote wants one.',
  tokenKept: 'It is kept until Eventbook ends, and written nowhere.',
  obstacles: {
    readOnly: {
      title: 'This folder can only be read.',
      hint: 'You can look at everything, compare and search. What you type is kept beside the catalog, and not in its files, until they can be written: see to whom the folder belongs, or that the disk is not full.',
    },
    unfinished: (begun: string) => ({
      title: `A ${begun} was begun in this repository by another program, and has not ended.`,
      hint: `Nothing is lost, and you can go on editing. Commit, switch, get and send wait until it is ended where it was begun: git ${begun} --continue in a terminal, or git ${begun} --abort to go back to before it.`,
    }),
    bisect: {
      title: 'A bisect was begun in this repository.',
      hint: 'What you see is the commit that it looks at. End it in a terminal: git bisect reset.',
    },
    locked: (lock: string) => ({
      title: 'Another git is at work in this repository, or one was cut off.',
      hint: `Nothing is lost, and you can go on editing; committing waits. If no other git runs any more, delete ${lock}.`,
    }),
    detached: {
      title: 'No draft is checked out.',
      hint: 'Somebody has checked out a commit by itself. You can look at everything; what you commit here has no name by which it is found again. Make a draft: what is here comes along.',
    },
  },
  fetched: 'Looked: everything that the remote has is known here.',
  pushed: (branch: string) => `Sent: ${branch}.`,
  brought: {
    nothing: () => 'There was nothing new.',
    forward: (count: number) => (count === 1 ? 'Got 1 commit.' : `Got ${count} commits.`),
    merged: (count: number) =>
      count === 1
        ? 'Got 1 commit and merged it with yours.'
        : `Got ${count} commits and merged them with yours.`,
  },
};
