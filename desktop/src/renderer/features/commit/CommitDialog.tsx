import { useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react';
import type { Uncommitted } from '../../../api/git.js';
import { useAnswer, useTransport } from '../../client/client.js';
import { useGitState } from '../../client/git-state.js';
import { useStore } from '../../data/store.js';
import { FormDialog, FormLine } from '../../parts/FormDialog.js';
import { Problem } from '../../parts/Problem.js';
import { texts } from '../../texts/texts.js';
import { Approvals } from './Approvals.js';
import { AuthorLines } from './AuthorLines.js';
import { BeforeCommit } from './BeforeCommit.js';
import { commitDialog } from './commit.js';
import { FileChoice, firstChosen } from './FileChoice.js';
import { withApprovals } from './trailers.js';
import './commit.css';

const words = texts.commit;

export function CommitDialog(): ReactNode {
  return useStore(commitDialog) ? <Ask /> : null;
}

/** What is to be committed, by whom, and with which words. What stands against it comes first; nothing is forbidden. */
function Ask(): ReactNode {
  const { data, error } = useAnswer('git.uncommitted', {}, { keep: true });
  const queries = useQueryClient();
  const state = useGitState();
  // Files beside the catalog are not watched: with every opening they are looked at anew.
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: ['git.uncommitted'] });
  }, [queries]);
  const close = (): void => commitDialog.set(false);
  const title = state?.branch === undefined ? words.titleDetached : words.title(state.branch);
  if (data === undefined || data.files.length === 0) {
    return (
      <FormDialog title={title} submit={words.submit} disabled onSubmit={close} onClose={close}>
        {error !== null ? (
          <Problem error={error} />
        ) : (
          <p>{data === undefined ? texts.app.loading : words.nothing}</p>
        )}
      </FormDialog>
    );
  }
  return <AskOf title={title} uncommitted={data} onClose={close} />;
}

function AskOf({
  title,
  uncommitted,
  onClose,
}: {
  readonly title: string;
  readonly uncommitted: Uncommitted;
  readonly onClose: () => void;
}): ReactNode {
  const transport = useTransport();
  const state = useGitState();
  const [typed, setTyped] = useState<string>();
  const [chosen, setChosen] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [author, setAuthor] = useState({ name: '', email: '' });
  const [agreed, setAgreed] = useState<ReadonlySet<string>>(new Set());
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const message = typed ?? uncommitted.message;
  const isChosen = (file: Uncommitted['files'][number]): boolean =>
    chosen.get(file.path) ?? firstChosen(file);
  const paths = uncommitted.files.filter(isChosen).map(({ path }) => path);
  const isKnown = state?.author !== undefined;
  const ready =
    !busy &&
    message.trim() !== '' &&
    paths.length > 0 &&
    (state?.unfinished === undefined || state.unfinished === 'bisect') &&
    (isKnown || (author.name.trim() !== '' && author.email.includes('@')));
  const commit = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      const people = uncommitted.approvers.flatMap(({ members }) => members);
      const said = withApprovals(
        message,
        people.filter(
          ({ email }, index) => agreed.has(email) && people.findIndex((one) => one.email === email) === index,
        ),
      );
      await transport.request('git.commit', { message: said, paths, ...(isKnown ? {} : { author }) });
      onClose();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (ready) void commit();
  };
  return (
    <FormDialog
      title={title}
      submit={words.submit}
      disabled={!ready}
      wide
      onSubmit={() => void commit()}
      onClose={onClose}
    >
      {problem !== undefined && <Problem error={problem} />}
      <BeforeCommit state={state} onLeave={onClose} />
      <FormLine label={words.message} hint={words.messageHint}>
        <textarea
          className="input code commit-message"
          autoFocus
          rows={Math.min(12, Math.max(4, message.split('\n').length + 1))}
          value={message}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={press}
        />
      </FormLine>
      <FileChoice
        files={uncommitted.files}
        isChosen={isChosen}
        onChoose={(path, choose) => setChosen(new Map(chosen).set(path, choose))}
      />
      <Approvals
        approvers={uncommitted.approvers}
        author={state?.author}
        agreed={agreed}
        onAgree={(email, agree) => {
          const next = new Set(agreed);
          if (agree) next.add(email);
          else next.delete(email);
          setAgreed(next);
        }}
      />
      {state !== undefined && <AuthorLines known={state?.author} asked={author} onChange={setAuthor} />}
    </FormDialog>
  );
}
