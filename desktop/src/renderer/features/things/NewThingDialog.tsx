import { titleFromName } from '@eventbook/shared/authoring/new-name';
import { foldedName, nameProblem } from '@eventbook/shared/catalog/names';
import { contractPath } from '@eventbook/shared/catalog/paths';
import { type ReactNode, useState } from 'react';
import { placeOf } from '../../app/place.js';
import { goTo } from '../../app/router.js';
import { useDesk } from '../../data/desk-context.js';
import type { TextEdit } from '../../data/drafts.js';
import { fileText } from '../../data/edit-json.js';
import { useStore } from '../../data/store.js';
import { FormDialog, FormLine } from '../../parts/FormDialog.js';
import { texts } from '../../texts/texts.js';
import { newThingDialog } from './new-thing.js';
import { pathOfThing, type ThingKind } from './thing-kinds.js';

const words = texts.things.new;

export function NewThingDialog(): ReactNode {
  const kind = useStore(newThingDialog);
  return kind === undefined ? null : <Ask key={kind} kind={kind} />;
}

/** Asks for a name and a title; everything else is said on the page that comes then. */
function Ask({ kind }: { readonly kind: ThingKind }): ReactNode {
  const desk = useDesk();
  const outline = useStore(desk.outline);
  const [name, setName] = useState('');
  const [title, setTitle] = useState<string>();
  const shown = title ?? titleFromName(name.replaceAll('-', '_'));
  const isTaken = [...outline[kind].keys()].some((each) => foldedName(each) === foldedName(name));
  const problem =
    name === '' ? undefined : isTaken ? words.taken : nameProblem(kind === 'field' ? 'field' : 'kebab', name);
  const close = (): void => newThingDialog.set(undefined);
  const make = async (): Promise<void> => {
    const [owner = ''] = outline.owner.keys();
    const edits = newFiles(kind, name, shown, owner);
    await desk.drafts.load(edits.map(({ path }) => path));
    desk.drafts.edit(edits, { label: texts.things.undoNew(name) });
    close();
    goTo(placeOf(kind, name));
  };
  return (
    <FormDialog
      title={words.titles[kind]}
      submit={words.submit}
      disabled={name === '' || problem !== undefined}
      onSubmit={() => void make()}
      onClose={close}
    >
      <FormLine label={words.name} hint={words.nameHint[kind]} problem={problem}>
        <input
          className="input code"
          autoFocus
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </FormLine>
      <FormLine label={words.title}>
        <input className="input" value={shown} onChange={(event) => setTitle(event.target.value)} />
      </FormLine>
    </FormDialog>
  );
}

/** The files of a new thing, with what every one of its kind has to say. */
function newFiles(kind: ThingKind, name: string, title: string, owner: string): readonly TextEdit[] {
  const path = pathOfThing[kind](name);
  const values: Readonly<Record<ThingKind, object>> = {
    field: { type: 'string', title, ...(owner === '' ? {} : { owner }), privacy: 'none' },
    environment: { title, owner, kind: 'backend', exposure: 'internal', sources: { main: { title } } },
    owner: { title, members: [] },
    destination: { title, ...(owner === '' ? {} : { owner }), kind: 'queue' },
  };
  const card = { path, text: fileText(path, values[kind]) };
  if (kind !== 'environment') return [card];
  const contract = contractPath('environment', name, 1);
  return [card, { path: contract, text: fileText(contract, { version: 1, fields: {} }) }];
}
