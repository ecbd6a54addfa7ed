export const tabsTexts = {
  label: 'Open pages',
  close: (title: string) => `Close ${title}`,
};
