export const editorTexts = {
  files: 'Files of this folder',
  card: 'Card',
  version: (number: number) => `Version ${number}`,
  frozen: 'Published: this version can be read, but not changed.',
  loading: 'The editor is loading …',
  label: (path: string) => `Text of ${path}`,
};
