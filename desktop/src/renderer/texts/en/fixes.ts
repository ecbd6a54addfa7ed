export const fixesTexts = {
  found: 'Problems here',
  button: 'Mend it',
  label: (fix: string) => `Mend it: ${fix}`,
  undo: (fix: string) => `mending (${fix})`,
  failed: 'It does not fit what stands there now.',
  showAll: (count: number) => `Show all ${count}`,
};
