import type { CheckOptions } from '@eventbook/shared/check/check';
import type { Finding } from '@eventbook/shared/check/finding';
import { repairCatalog } from '@eventbook/shared/check/repairs/repair-catalog';
import { writeAll } from '@eventbook/shared/node/write-all';
import { createTwoFilesPatch } from 'diff';
import type { Paint } from '../printers/paint.js';
import { plain } from '@eventbook/shared/catalog/plain';
import type { Report } from '../printers/printer.js';

export interface Fixed {
  /** All files as they are after it, or would be. */
  readonly files: ReadonlyMap<string, string>;
  readonly report: Report;
}

/** Carries out the mechanical repairs of a folder, all or none; when trying, writes nothing and shows the difference. */
export async function fix(
  directory: string,
  files: ReadonlyMap<string, string>,
  options: CheckOptions,
  isTrial: boolean,
): Promise<Fixed> {
  const { changed, repaired } = repairCatalog(files, options);
  if (!isTrial && changed.size > 0) await writeAll(directory, changed);
  const patch = Array.from(changed, ([path, text]) => patchOf(path, files.get(path), text)).join('');
  const told = repaired.map(({ rule, file, pointer, message }) => ({ rule, file, pointer, message }));
  return {
    files: isTrial ? files : new Map([...files, ...changed]),
    report: {
      data: { written: !isTrial, repaired: told, files: [...changed.keys()], ...(isTrial ? { patch } : {}) },
      text: (paint) => `${repairsText(repaired, isTrial, paint)}${isTrial ? patchText(patch, paint) : ''}`,
    },
  };
}

/** As git and `patch` read it. */
function patchOf(path: string, before: string | undefined, after: string): string {
  const name = before === undefined ? '/dev/null' : `a/${path}`;
  return createTwoFilesPatch(name, `b/${path}`, before ?? '', after, undefined, undefined, { context: 3 })
    .split('\n')
    .filter((line) => !/^={3,}$/u.test(line))
    .join('\n');
}

function repairsText(repaired: readonly Finding[], isTrial: boolean, paint: Paint): string {
  if (repaired.length === 0) return 'Nothing to mend that a program could.\n';
  const lines = repaired.map(({ file, pointer, rule, message }) => {
    const place = `${plain(file)}${pointer === '' ? '' : `  ${plain(pointer)}`}`;
    return `  ${place}  ${paint('dim', rule)}\n    ${plain(message)}\n`;
  });
  return `${paint('green', isTrial ? 'Would mend' : 'Mended')} ${repaired.length}:\n${lines.join('')}\n`;
}

function patchText(patch: string, paint: Paint): string {
  const styles = { '+': 'green', '-': 'red', '@': 'cyan' } as const;
  const lines = plain(patch).split('\n');
  const painted = lines.map((line) => {
    const style = styles[line.charAt(0) as keyof typeof styles] as (typeof styles)['+'] | undefined;
    return style === undefined ? line : paint(style, line);
  });
  return patch === '' ? '' : `${painted.join('\n')}\n`;
}
