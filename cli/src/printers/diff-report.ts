import type { Change, Subject, SubjectChanges } from '@eventbook/shared/diff/change';
import { titleOf } from '@eventbook/shared/diff/compared';
import { countsOf } from '@eventbook/shared/diff/counts';
import { byMeaning } from '@eventbook/shared/diff/effect';
import { diffMarkdown } from '@eventbook/shared/diff/markdown';
import { isAtLeast, type Meaning } from '@eventbook/shared/diff/meaning';
import {
  changeWords,
  meaningWords,
  reasonWords,
  sentenceOf,
  subjectWords,
} from '@eventbook/shared/diff/sentences';
import { placeOf } from '../place-in-file.js';
import type { DiffFound } from './diff-found.js';
import { diffText } from './diff-text.js';
import { githubCommands } from './github.js';
import { type JunitCase, junitReport } from './junit.js';
import type { Notice } from './notice.js';
import type { Report } from './printer.js';

export function diffReport(found: DiffFound): Report {
  const subjects = [...found.diff.subjects].sort(byMeaning);
  const sorted: DiffFound = { ...found, diff: { subjects } };
  return {
    data: dataOf(sorted),
    text: (paint) => diffText(sorted, paint),
    others: {
      markdown: () => diffMarkdown(sorted),
      github: () => githubCommands(noticesOf(sorted)),
      junit: () => junitReport(`eventbook diff: ${titleOf(sorted)}`, casesOf(sorted)),
    },
  };
}

function dataOf({ diff, before, after }: DiffFound): unknown {
  return {
    before: before.title,
    after: after.title,
    counts: countsOf(diff),
    subjects: diff.subjects.map(({ subject, meaning, touched, changes }) => ({
      ...subject,
      meaning,
      touched,
      changes: changes.map((change) => ({ sentence: sentenceOf(subject, change), ...change })),
    })),
  };
}

const levels: Readonly<Record<Exclude<Meaning, 'safe'>, Notice['level']>> = {
  forbidden: 'error',
  'affects-senders': 'warning',
  'affects-readers': 'notice',
};

/** What is safe is not told at the lines of a review. */
function noticesOf({ diff, after, failOn, prefix }: DiffFound): Notice[] {
  return diff.subjects.flatMap(({ subject, changes }) =>
    changes.flatMap((change) => {
      if (change.meaning === 'safe') return [];
      const text = after.files.get(change.file);
      const place = text === undefined ? undefined : placeOf(text, change.pointer);
      return {
        level: isAtLeast(change.meaning, failOn) ? 'error' : levels[change.meaning],
        file: prefix === '' ? change.file : `${prefix}/${change.file}`,
        ...place,
        title: `${subjectWords(subject)}: ${meaningWords[change.meaning]}`,
        message: messageOf(subject, change),
      };
    }),
  );
}

function casesOf({ diff, failOn }: DiffFound): JunitCase[] {
  return diff.subjects.map((one) => {
    const bad = one.changes.filter(({ meaning }) => isAtLeast(meaning, failOn));
    const [first] = bad;
    return {
      name: one.subject.name,
      group: one.subject.kind,
      output: sentences(one, one.changes),
      ...(first === undefined
        ? {}
        : {
            failure: {
              type: one.meaning,
              message: changeWords(one.subject, first.what),
              text: sentences(one, bad),
            },
          }),
    };
  });
}

function sentences({ subject }: SubjectChanges, changes: readonly Change[]): string {
  return changes.map((change) => sentenceOf(subject, change)).join('\n');
}

function messageOf(subject: Subject, change: Change): string {
  const reason = reasonWords(change);
  return `${changeWords(subject, change.what)}${reason === '' ? '' : `; ${reason}`}`;
}
