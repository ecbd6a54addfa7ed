import { Moon, Sun, SunMoon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from '../../data/store.js';
import { Button } from '../../parts/Button.js';
import { texts } from '../../texts/texts.js';
import { setTheme, theme, themes } from './theme.js';

const icons = { system: SunMoon, light: Sun, dark: Moon };

/** Goes through the three. */
export function ThemeButton(): ReactNode {
  const now = useStore(theme);
  const Icon = icons[now];
  const next = themes[(themes.indexOf(now) + 1) % themes.length] ?? 'system';
  const label = `${texts.app.theme}: ${texts.app.themes[now]}`;
  return (
    <Button bare aria-label={label} title={label} onClick={() => setTheme(next)}>
      <Icon aria-hidden size={14} />
    </Button>
  );
}
