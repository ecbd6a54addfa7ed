export const editorTexts = {
  files: 'Files of this folder',
  card: 'Card',
  version: (number: number) => `Version ${number}`,
  frozen: 'Published: this version can be read, but not changed.',
  loading: 'The editor is loading …',
  uses: 'Where this is used',
  undoFormat: (path: string) => `the form of ${path}`,
  unknown: {
    event: (name: string) => `There is no event ${name}.`,
    field: (name: string) => `${name} is declared nowhere, or on the card itself.`,
    environment: (name: string) => `There is no environment ${name}.`,
    owner: (name: string) => `There is no owner ${name}.`,
    destination: (name: string) => `There is no destination ${name}.`,
  },
  label: (path: string) => `Text of ${path}`,
};
