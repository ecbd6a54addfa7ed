export const commitTexts = {
  command: 'Commit …',
  button: 'Commit …',
  title: (draft: string) => `Commit to ${draft}`,
  titleDetached: 'Commit',
  submit: 'Commit',
  errors: (count: number) =>
    count === 1 ? 'There is an error in the catalog.' : `There are ${count} errors in the catalog.`,
  errorsHint: 'You can commit all the same. It cannot be published until that is mended.',
  moreErrors: (count: number) => `and ${count} more`,
  message: 'What you did, and why',
  messageHint: 'Proposed from what the changes mean. The first line is the title.',
  files: (chosen: number, all: number) =>
    chosen === all ? (all === 1 ? '1 file' : `${all} files`) : `${chosen} of ${all} files`,
  others: 'Not of the catalog',
  approvals: (owners: string) => `Have to agree: ${owners}`,
  approvalsHint: 'Who has agreed already stands in the commit as Approved-by, for everybody to see.',
  agreed: (name: string) => `${name} has agreed`,
  nothing: 'Everything is in the last commit already.',
  kinds: { added: 'new', changed: 'changed', deleted: 'deleted' },
  by: (name: string, email: string) => `By ${name} <${email}>`,
  who: 'git does not know you yet. Name and e-mail stand in every commit, for everybody to see; they are kept in the settings of this repository.',
  name: 'Your name',
  email: 'Your e-mail',
  detached:
    'No draft is checked out. What you commit now has no name by which it is found again; make a draft first.',
  unfinished: (begun: string) =>
    `A ${begun} was begun in this repository by another program. End it there first; nothing here is lost.`,
  notSaved: (count: number) =>
    count === 1
      ? '1 file is not saved yet, because it cannot be read or was changed elsewhere. What you typed there is kept, and is not in this commit.'
      : `${count} files are not saved yet, because they cannot be read or were changed elsewhere. What you typed there is kept, and is not in this commit.`,
};
