export const welcomeTexts = {
  title: 'Open a catalog',
  intro: 'A catalog is a folder with a catalog.json, usually in a git repository.',
  folder: 'Folder',
  folderHint: 'The full path, as in /home/you/our-events',
  open: 'Open',
};
