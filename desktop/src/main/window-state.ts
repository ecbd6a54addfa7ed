import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Static, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { type BrowserWindow, type Rectangle, screen } from 'electron';

const schema = Type.Object({
  bounds: Type.Object({
    x: Type.Integer(),
    y: Type.Integer(),
    width: Type.Integer({ minimum: 400 }),
    height: Type.Integer({ minimum: 300 }),
  }),
  maximized: Type.Boolean(),
});
export type WindowState = Static<typeof schema>;

const fileName = 'window.json';

/** How the window stood when it was closed last; undefined the first time, or where its screen is gone. */
export async function readWindowState(directory: string): Promise<WindowState | undefined> {
  const text = await readFile(join(directory, fileName), 'utf8').catch(() => '');
  const state = parsed(text);
  if (!Value.Check(schema, state)) return undefined;
  return screen.getAllDisplays().some(({ workArea }) => overlap(workArea, state.bounds)) ? state : undefined;
}

/** Writes how the window stands, a moment after it was moved, and when it closes. */
export function keepWindowState(window: BrowserWindow, directory: string): void {
  let timer: NodeJS.Timeout | undefined;
  const write = (): void => {
    clearTimeout(timer);
    const state: WindowState = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
    try {
      // At once: when the window closes, the process ends. A file that is cut off is as good as none.
      mkdirSync(directory, { recursive: true });
      writeFileSync(join(directory, fileName), JSON.stringify(state));
    } catch {
      // The next start is none the worse for a window that stands where it stood before.
    }
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(write, 500);
  };
  window.on('resize', soon).on('move', soon).on('close', write);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether enough of the window can be seen to take hold of it. */
function overlap(area: Rectangle, bounds: Rectangle): boolean {
  const width = Math.min(area.x + area.width, bounds.x + bounds.width) - Math.max(area.x, bounds.x);
  const height = Math.min(area.y + area.height, bounds.y + bounds.height) - Math.max(area.y, bounds.y);
  return width >= 100 && height >= 50;
}
