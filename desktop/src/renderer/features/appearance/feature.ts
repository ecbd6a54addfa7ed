import type { Feature } from '../../app/feature.js';
import { texts } from '../../texts/texts.js';
import { ThemeButton } from './ThemeButton.js';
import { setTheme, themes } from './theme.js';

export const appearance: Feature = {
  Status: ThemeButton,
  commands: themes.map((theme) => ({
    id: `theme-${theme}`,
    title: `${texts.app.theme}: ${texts.app.themes[theme]}`,
    menu: 'view' as const,
    run: () => setTheme(theme),
  })),
};
