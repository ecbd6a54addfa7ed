import { readFile } from 'node:fs/promises';
import { didYouMean } from '@eventbook/shared/catalog/suggest';
import type { Rule } from '@eventbook/shared/check/rule';
import { rules } from '@eventbook/shared/check/rules';
import { AppError } from '@eventbook/shared/errors/app-error';
import { plain } from '@eventbook/shared/catalog/plain';
import type { Paint } from '../printers/paint.js';
import type { Report } from '../printers/printer.js';

/** The page of a rule. Throws usage where there is no such rule. */
export async function explain(id: string): Promise<Report> {
  const rule = rules.find((each) => each.id === id);
  if (rule === undefined) {
    const known = rules.map((each) => each.id);
    throw new AppError('user', 'usage', `There is no rule ${JSON.stringify(id)}.`, {
      hint: didYouMean(id, known) ?? `The rules: ${known.join(', ')}.`,
    });
  }
  const { purpose, severity, firm } = rule;
  const page = await pageOf(rule);
  return {
    data: { rule: id, purpose, severity, firm, page },
    text: (paint) =>
      page
        .split('\n')
        .map((line) => painted(line, rule, paint))
        .join('\n'),
  };
}

/** Where the pages were left out of what was installed, the purpose is what remains. */
async function pageOf({ id, purpose }: Rule): Promise<string> {
  const file = new URL(`../../../docs/rules/${id}.md`, import.meta.url);
  return readFile(file, 'utf8').catch(() => `# ${id}\n\n${purpose}\n`);
}

function painted(line: string, { severity, firm }: Rule, paint: Paint): string {
  const text = plain(line);
  if (text.startsWith('# ')) return `${paint('bold', text.slice(2))} (${severity}${firm ? ', firm' : ''})`;
  return text.startsWith('## ') ? paint('underline', text.slice(3)) : text;
}
