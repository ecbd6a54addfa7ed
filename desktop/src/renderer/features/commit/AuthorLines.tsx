import type { ReactNode } from 'react';
import type { Person } from '../../../api/git.js';
import { FormLine } from '../../parts/FormDialog.js';
import { texts } from '../../texts/texts.js';

const words = texts.commit;

/** Who commits, as git is configured; asked for where it is not. */
export function AuthorLines({
  known,
  asked,
  onChange,
}: {
  readonly known: Person | undefined;
  readonly asked: Person;
  readonly onChange: (person: Person) => void;
}): ReactNode {
  if (known !== undefined) return <p className="quiet small">{words.by(known.name, known.email)}</p>;
  return (
    <>
      <p className="notice">{words.who}</p>
      <FormLine label={words.name}>
        <input
          className="input"
          autoComplete="name"
          value={asked.name}
          onChange={(event) => onChange({ ...asked, name: event.target.value })}
        />
      </FormLine>
      <FormLine label={words.email}>
        <input
          className="input"
          type="email"
          autoComplete="email"
          value={asked.email}
          onChange={(event) => onChange({ ...asked, email: event.target.value })}
        />
      </FormLine>
    </>
  );
}
