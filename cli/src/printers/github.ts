import type { Notice } from './notice.js';
import { plain } from '@eventbook/shared/catalog/plain';

/**
 * Workflow commands, by which GitHub Actions shows a line of a build at the line of a file
 * (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
 */
export function githubCommands(notices: readonly Notice[]): string {
  return notices.map(command).join('');
}

function command({ level, file, line, column, title, message }: Notice): string {
  const place = {
    file,
    ...(line === undefined ? {} : { line, ...(column === undefined ? {} : { col: column }) }),
    title,
  };
  const properties = Object.entries(place).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${level} ${properties.join(',')}::${escapeData(message)}\n`;
}

/** As the runner reads it back; what could draw on a terminal is shown as its code before. */
function escapeData(text: string): string {
  return plain(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
