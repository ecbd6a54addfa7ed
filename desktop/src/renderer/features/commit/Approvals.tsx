import type { ReactNode } from 'react';
import type { Approvers, Person } from '../../../api/git.js';
import { texts } from '../../texts/texts.js';

const words = texts.commit;

/** Whom the changes concern, and who of them has agreed. */
export function Approvals({
  approvers,
  author,
  agreed,
  onAgree,
}: {
  readonly approvers: readonly Approvers[];
  readonly author: Person | undefined;
  /** By e-mail. */
  readonly agreed: ReadonlySet<string>;
  readonly onAgree: (email: string, agree: boolean) => void;
}): ReactNode {
  const others = approvers
    .map((each) => ({ ...each, members: each.members.filter(({ email }) => email !== author?.email) }))
    .filter(({ members }) => members.length > 0);
  if (others.length === 0) return null;
  return (
    <details className="commit-files">
      <summary>{words.approvals(others.map(({ title }) => title).join(', '))}</summary>
      <p className="quiet small">{words.approvalsHint}</p>
      {others.map(({ owner, title, members }) => (
        <fieldset key={owner} className="choices">
          <legend>{title}</legend>
          {members.map(({ name, email }) => (
            <label key={email} className="check-line">
              <input
                type="checkbox"
                checked={agreed.has(email)}
                onChange={(event) => onAgree(email, event.target.checked)}
              />
              {words.agreed(name)}
            </label>
          ))}
        </fieldset>
      ))}
    </details>
  );
}
