import { Store } from '../../data/store.js';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const key = 'eventbook.theme';

function kept(): Theme {
  const said = localStorage.getItem(key);
  return themes.find((theme) => theme === said) ?? 'system';
}

export const theme = new Store<Theme>(kept());

const dark = matchMedia('(prefers-color-scheme: dark)');
/** What is shown in the end. */
export const shade = new Store<'light' | 'dark'>('light');

function settle(): void {
  const said = theme.get();
  const shown = said === 'system' ? (dark.matches ? 'dark' : 'light') : said;
  document.documentElement.dataset['theme'] = shown;
  shade.set(shown);
}

dark.addEventListener('change', settle);
settle();

export function setTheme(next: Theme): void {
  localStorage.setItem(key, next);
  theme.set(next);
  settle();
}
