import { AppError } from '@eventbook/shared/errors/app-error';
import { type ReactNode, useState } from 'react';
import type { ThingChange } from '../../../api/authoring.js';
import { home, placeOf } from '../../app/place.js';
import { goTo } from '../../app/router.js';
import { useAnswer, useTransport } from '../../client/client.js';
import { useDesk } from '../../data/desk-context.js';
import { useStore } from '../../data/store.js';
import { ChoiceOne } from '../../parts/ChoiceOne.js';
import { FormDialog, FormLine } from '../../parts/FormDialog.js';
import { Problem } from '../../parts/Problem.js';
import { texts } from '../../texts/texts.js';
import { FilesPreview } from '../bulk/FilesPreview.js';
import { choicesOf } from '../event/choices.js';
import type { ThingKind } from './thing-kinds.js';

const words = texts.things.change;
export type ThingChangeName = ThingChange['change'];

/**
 * Renames a thing, puts another in its place, or deletes it. What it would do to every file is shown while one chooses,
 * or why it cannot be; then it is done as one step of Undo.
 */
export function ChangeThingDialog({
  change,
  kind,
  name,
  onClose,
}: {
  readonly change: ThingChangeName;
  readonly kind: ThingKind;
  readonly name: string;
  readonly onClose: () => void;
}): ReactNode {
  const desk = useDesk();
  const transport = useTransport();
  const { field } = useStore(desk.outline);
  const [to, setTo] = useState(name);
  const [failure, setFailure] = useState<unknown>();
  const request: ThingChange =
    change === 'delete' ? { change, kind, name } : { change, from: name, to: to.trim() };
  // Without another name only what forbids any name is worth asking for.
  const isSaid = change === 'delete' || (to !== name && to.trim() !== '');
  const answer = useAnswer('authoring.changeThing', request, { fresh: true, enabled: to.trim() !== '' });
  const plan = isSaid ? answer.data : undefined;
  const problem = failure ?? answer.error ?? undefined;
  const isForbidden = problem instanceof AppError && problem.code === 'edit_refused';
  const isAboutName = change === 'rename' && problem !== undefined && !isForbidden;
  const carryOut = async (): Promise<void> => {
    try {
      // Planned again: the catalog may have changed while one read.
      const { files } = await transport.request('authoring.changeThing', request);
      // What stands there now, so that Undo can bring it back.
      await desk.drafts.load(files.map(({ path }) => path));
      desk.drafts.edit(
        files.map(({ path, after }) => ({ path, text: after })),
        { label: words.undo[change](name) },
      );
      onClose();
      goTo(change === 'delete' ? home : placeOf(kind, to.trim()));
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <FormDialog
      wide
      title={words.titles[change](name)}
      submit={words.submit[change]}
      disabled={plan === undefined || problem !== undefined}
      onSubmit={() => void carryOut()}
      onClose={onClose}
    >
      {change === 'rename' && (
        <FormLine
          label={texts.event.renameDialog.to}
          hint={words.renameHint}
          problem={isAboutName && isSaid ? sentence(problem) : undefined}
        >
          <input
            className="input code"
            autoFocus
            value={to}
            onChange={(event) => {
              setFailure(undefined);
              setTo(event.target.value);
            }}
          />
        </FormLine>
      )}
      {change === 'merge' && (
        <div className="form-line">
          <span>{words.other}</span>
          <ChoiceOne
            label={words.other}
            choices={choicesOf(field).filter(({ value }) => value !== name)}
            value={to === name ? '' : to}
            onChange={(next) => {
              setFailure(undefined);
              setTo(next);
            }}
          />
          <span className="quiet small">{words.mergeHint}</span>
        </div>
      )}
      {problem !== undefined && !isAboutName && (isSaid || isForbiddenAnyway(problem)) && (
        <Problem error={problem} />
      )}
      {plan !== undefined && problem === undefined && (
        <>
          {plan.remarks.length > 0 && (
            <div className="notice warning" role="status">
              <p>
                <strong>{words.remarks}</strong>
              </p>
              <ul className="remarks">
                {plan.remarks.map((remark) => (
                  <li key={remark}>{remark}</li>
                ))}
              </ul>
            </div>
          )}
          <p className="quiet">{texts.bulk.previewTitle(plan.files.length)}</p>
          <FilesPreview files={plan.files} />
        </>
      )}
    </FormDialog>
  );
}

/** What forbids the change whatever name is given: said before one has thought of any. */
function isForbiddenAnyway(problem: unknown): boolean {
  return problem instanceof AppError && problem.data['contracts'] !== undefined;
}

function sentence(problem: unknown): string {
  return problem instanceof Error ? problem.message : String(problem);
}
