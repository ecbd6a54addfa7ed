export const filesTexts = {
  states: {
    saved: 'saved',
    saving: 'is being saved',
    'held-back': 'It cannot be read as JSON yet. It is kept in the drafts until it can.',
    conflict: 'It was changed somewhere else, too. Yours is kept until you choose.',
    failed: (message: string) => `It could not be written: ${message}. It is kept in the drafts.`,
  },
  conflict: (path: string) => `${path} was changed somewhere else while you were editing it.`,
  conflictHint:
    'A git pull, another program or another person wrote the file. Nothing of either is lost until you choose.',
  gone: 'The file is gone there.',
  place: 'Place',
  ours: 'You typed',
  theirs: 'In the file',
  nothing: 'nothing',
  takeOurs: 'Keep what I typed',
  takeTheirs: 'Take what is in the file',
};
