import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { textOrNothing, withKey } from '../../data/edit-json.js';
import { objectIn, textIn, type JsonObject } from '../../data/lenient.js';
import { Button } from '../../parts/Button.js';
import { Fact } from '../../parts/Fact.js';
import { TextInput } from '../../parts/TextInput.js';
import { texts } from '../../texts/texts.js';
import type { Thing } from './use-thing.js';

const words = texts.things;

/** The people of a team, and how it is reached. */
export function OwnerForm({ thing: { value, set } }: { readonly thing: Thing }): ReactNode {
  const contacts = objectIn(value['contacts']);
  const setContact = (key: string, text: string): void => {
    const next = withKey(contacts, key, textOrNothing(text));
    set('contacts', Object.keys(next).length === 0 ? undefined : next);
  };
  return (
    <>
      <dl className="facts">
        <Fact title={words.contactEmail}>
          <TextInput
            label={words.contactEmail}
            placeholder={texts.event.none}
            value={textIn(contacts['email'])}
            onChange={(text) => setContact('email', text)}
          />
        </Fact>
        <Fact title={words.contactChat}>
          <TextInput
            label={words.contactChat}
            placeholder={texts.event.none}
            value={textIn(contacts['chat'])}
            onChange={(text) => setContact('chat', text)}
          />
        </Fact>
      </dl>
      <Members value={value['members']} onChange={(members) => set('members', members)} />
    </>
  );
}

function Members({
  value,
  onChange,
}: {
  readonly value: unknown;
  readonly onChange: (members: readonly JsonObject[]) => void;
}): ReactNode {
  const members = Array.isArray(value) ? value.map(objectIn) : [];
  const change = (index: number, key: string, text: string): void => {
    onChange(members.map((member, at) => (at === index ? withKey(member, key, text) : member)));
  };
  return (
    <section aria-label={words.members} className="stack">
      <table className="fields thing-rows">
        <thead>
          <tr>
            <th scope="col">{words.memberName}</th>
            <th scope="col">{words.memberEmail}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {members.map((member, index) => (
            <tr key={index}>
              {(['name', 'email'] as const).map((key) => (
                <td key={key}>
                  <TextInput
                    label={key === 'name' ? words.memberName : words.memberEmail}
                    value={textIn(member[key])}
                    onChange={(text) => change(index, key, text)}
                  />
                </td>
              ))}
              <td>
                <Button
                  bare
                  aria-label={words.removeMember(textIn(member['name']))}
                  onClick={() => onChange(members.filter((_, at) => at !== index))}
                >
                  <X aria-hidden size={14} />
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div>
        <Button onClick={() => onChange([...members, { name: '', email: '' }])}>
          <Plus aria-hidden size={14} /> {words.addMember}
        </Button>
      </div>
    </section>
  );
}
