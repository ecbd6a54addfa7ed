import { useEffect } from 'react';
import { useDesk } from '../data/desk-context.js';
import { useCommands } from './features-context.js';

export const isMac = navigator.platform.startsWith('Mac');

/** Whether a key press is `Mod+Shift+K` or the like; Mod is Ctrl, on a Mac the command key. */
function matches(keys: string, event: KeyboardEvent): boolean {
  const parts = keys.split('+');
  const key = parts.at(-1)?.toLowerCase();
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const wanted = (part: string): boolean => parts.includes(part);
  return (
    event.key.toLowerCase() === key &&
    mod === wanted('Mod') &&
    event.shiftKey === wanted('Shift') &&
    event.altKey === wanted('Alt')
  );
}

/** The keys of all commands, wherever the focus is. What an editor or a dialog has taken for itself is left to it. */
export function useShortcuts(): void {
  const desk = useDesk();
  const commands = useCommands();
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      const command = commands.find(({ keys }) => keys !== undefined && matches(keys, event));
      if (command === undefined) return;
      event.preventDefault();
      command.run(desk);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [desk, commands]);
}

/** As people of this machine write it: `Ctrl K`, `⌘K`. */
export function keysText(keys: string): string {
  return isMac
    ? keys.replace('Mod', '⌘').replace('Shift', '⇧').replace('Alt', '⌥').replaceAll('+', '')
    : keys.replace('Mod', 'Ctrl').replaceAll('+', ' ');
}
