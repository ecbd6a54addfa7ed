import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { Menu as MenuData, MenuItem } from '../api/native.js';

/** The window's menu, as the page has told it. Its keys are the page's own affair: there an editor may want them first. */
export function showMenu(menus: readonly MenuData[], run: (command: string) => void): void {
  const template = menus.map(({ title, items }) => ({
    label: title,
    submenu: items.map((item) => built(item, run)),
  }));
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

function built(item: MenuItem, run: (command: string) => void): MenuItemConstructorOptions {
  if (item.kind === 'separator') return { type: 'separator' };
  if (item.kind === 'role') return { role: item.role };
  return {
    id: item.id,
    label: item.title,
    click: () => run(item.id),
    ...(item.keys === undefined
      ? {}
      : { accelerator: item.keys.replace('Mod', 'CommandOrControl'), registerAccelerator: false }),
  };
}
