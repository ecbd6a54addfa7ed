import type { PlannedRelease, ReleasePlan } from '@eventbook/shared/langpack/release/plan';
import type { Report } from './printer.js';
import type { Paint } from './paint.js';
import { table } from './table.js';

const reasons: Readonly<Record<PlannedRelease['reason'], string>> = {
  first: 'first release',
  changed: 'its content changed',
};

/** Which packages get which new version and why: for people, programs and a comment on a change. */
export function planReport(plan: ReleasePlan, heading: string): Report {
  return {
    data: {
      releases: plan.releases.map(({ previous, ...release }) => ({
        ...release,
        previous: previous?.version,
      })),
      unchanged: plan.unchanged,
      ended: plan.ended,
    },
    text: (paint) => planText(plan, heading, paint),
    others: { markdown: () => planMarkdown(plan) },
  };
}

function planText(plan: ReleasePlan, heading: string, paint: Paint): string {
  const { releases, unchanged, ended } = plan;
  const rows = releases.map((release) => [
    release.environment,
    release.language,
    release.package,
    release.previous?.version ?? '',
    release.version,
    reasons[release.reason],
  ]);
  const head = ['environment', 'language', 'package', 'from', 'to', 'why'];
  const lines = [
    `${paint('bold', heading)}\n`,
    releases.length === 0 ? 'Nothing to release.\n' : table(head, rows, paint),
    unchanged.length === 0 ? '' : `${counted(unchanged.length, 'langpack')} as released.\n`,
    ended.length === 0
      ? ''
      : `${counted(ended.length, 'langpack')} produced no more; what was released stays.\n`,
  ];
  return lines.join('');
}

function planMarkdown({ releases, unchanged }: ReleasePlan): string {
  if (releases.length === 0) return '### Langpacks: nothing to release\n';
  const rows = releases.map(({ package: name, language, previous, version, reason }) => {
    const from = previous === undefined ? '' : `${previous.version} → `;
    return `| \`${name.replaceAll('|', '\\|')}\` | ${language} | ${from}**${version}** | ${reasons[reason]} |`;
  });
  const stay = unchanged.length === 0 ? '' : `\n${counted(unchanged.length, 'langpack')} as released.\n`;
  return [
    `### Langpacks: ${counted(releases.length, 'release')} when this is merged`,
    '',
    '| package | language | version | why |',
    '|---|---|---|---|',
    ...rows,
    stay,
  ].join('\n');
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
