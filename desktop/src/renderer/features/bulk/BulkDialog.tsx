import { type ReactNode, useState } from 'react';
import type { BulkChange, BulkPlan } from '../../../api/authoring.js';
import { useTransport } from '../../client/client.js';
import { useDesk } from '../../data/desk-context.js';
import { FormDialog } from '../../parts/FormDialog.js';
import { Problem } from '../../parts/Problem.js';
import { texts } from '../../texts/texts.js';
import { BulkForm } from './BulkForm.js';
import { BulkPreview } from './BulkPreview.js';

const words = texts.bulk;

/** Asks what is to be changed, shows every file that it would touch, and only then does it: as one step of Undo. */
export function BulkDialog({
  events,
  onClose,
  onDone,
}: {
  readonly events: readonly string[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}): ReactNode {
  const transport = useTransport();
  const desk = useDesk();
  const [change, setChange] = useState<BulkChange>({ kind: 'owner', owner: '' });
  const [plan, setPlan] = useState<BulkPlan>();
  const [problem, setProblem] = useState<unknown>();
  const preview = async (): Promise<void> => {
    setProblem(undefined);
    try {
      setPlan(await transport.request('authoring.bulkEdit', { events: [...events], change }));
    } catch (error) {
      setProblem(error);
    }
  };
  const write = async ({ files }: BulkPlan): Promise<void> => {
    // What stands there now, so that Undo can bring it back.
    await desk.drafts.load(files.map(({ path }) => path));
    desk.drafts.edit(
      files.map(({ path, after }) => ({ path, text: after })),
      { label: words.undo(events.length) },
    );
    onDone();
  };
  if (plan !== undefined) {
    return (
      <FormDialog
        wide
        title={words.previewTitle(plan.files.length)}
        submit={words.write(plan.files.length)}
        disabled={plan.files.length === 0}
        onSubmit={() => void write(plan)}
        onClose={() => setPlan(undefined)}
      >
        <BulkPreview plan={plan} />
      </FormDialog>
    );
  }
  return (
    <FormDialog
      title={words.change(events.length)}
      submit={words.preview}
      disabled={!isSaid(change)}
      onSubmit={() => void preview()}
      onClose={onClose}
    >
      {problem !== undefined && <Problem error={problem} />}
      <BulkForm change={change} onChange={setChange} />
    </FormDialog>
  );
}

function isSaid(change: BulkChange): boolean {
  switch (change.kind) {
    case 'owner':
      return change.owner !== '';
    case 'tags':
    case 'destinations':
      return change.add.length + change.remove.length > 0;
    case 'activate':
      return true;
    case 'deprecate':
      return change.reason.trim() !== '';
    case 'field':
      return change.field !== '';
  }
}
