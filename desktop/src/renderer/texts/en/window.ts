export const windowTexts = {
  menus: {
    file: 'File',
    edit: 'Edit',
    view: 'View',
    go: 'Go',
    catalog: 'Catalog',
    window: 'Window',
    help: 'Help',
  },
  showLogs: 'Show the logs',
  reveal: 'Show in the file manager',
  updateReady: (version: string) => `Eventbook ${version} is here: start it`,
};
