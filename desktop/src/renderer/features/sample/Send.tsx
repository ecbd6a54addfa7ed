import { outcomes } from '@eventbook/shared/event/outcome';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { CollectorAnswer } from '../../../api/sample.js';
import { useAnswer, useTransport } from '../../client/client.js';
import { Button } from '../../parts/Button.js';
import { FormLine } from '../../parts/FormDialog.js';
import { Problem } from '../../parts/Problem.js';
import { texts } from '../../texts/texts.js';
import { curlLine } from './curl.js';

const words = texts.sample;

/** Sends what is written to a collector, for real, and shows what it says. */
export function Send({
  text,
  environment,
}: {
  readonly text: string;
  readonly environment: string;
}): ReactNode {
  const transport = useTransport();
  const { data: places } = useAnswer('sample.places', { environment }, { keep: true, fresh: true });
  const [typed, setTyped] = useState<string>();
  const [key, setKey] = useState('');
  /** What was said, and to which text: to another one it is no answer. */
  const [answer, setAnswer] = useState<{ readonly to: string; readonly said: CollectorAnswer }>();
  const [problem, setProblem] = useState<unknown>();
  const [copied, setCopied] = useState('');
  const [isSending, setSending] = useState(false);
  const underWay = useRef<AbortController>(undefined);
  useEffect(() => () => underWay.current?.abort(), []);
  const address = typed ?? places?.addresses[0] ?? '';
  const send = async (): Promise<void> => {
    const stop = new AbortController();
    underWay.current = stop;
    setAnswer(undefined);
    setProblem(undefined);
    setSending(true);
    try {
      const asked = { environment, address, text, ...(key === '' ? {} : { key }) };
      setAnswer({ to: text, said: await transport.request('sample.send', asked, stop.signal) });
    } catch (error) {
      if (!stop.signal.aborted) setProblem(error);
    }
    setSending(false);
  };
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(curlLine(address, text));
      setCopied(words.copied);
    } catch {
      setCopied(words.copyFailed);
    }
  };
  return (
    <section aria-labelledby="sample-send" className="sample-send">
      <h2 id="sample-send">{words.send}</h2>
      <FormLine label={words.address} hint={words.addressHint}>
        <input
          className="input"
          list="collector-addresses"
          spellCheck={false}
          value={address}
          onChange={(event) => setTyped(event.target.value)}
        />
      </FormLine>
      <datalist id="collector-addresses">
        {places?.addresses.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <FormLine label={words.key} hint={places?.hasKey === true ? words.keyKnown : words.keyHint}>
        <input
          className="input"
          type="password"
          autoComplete="off"
          value={key}
          onChange={(event) => setKey(event.target.value)}
        />
      </FormLine>
      <div className="sample-actions">
        {isSending ? (
          <Button onClick={() => underWay.current?.abort()}>{words.stop}</Button>
        ) : (
          <Button disabled={text.trim() === '' || address === ''} onClick={() => void send()}>
            {words.sendNow}
          </Button>
        )}
        <Button bare disabled={text.trim() === ''} onClick={() => void copy()}>
          {words.curl}
        </Button>
        <span role="status" className="quiet small">
          {isSending ? words.sending : copied}
        </span>
      </div>
      {problem !== undefined && <Problem error={problem} />}
      {answer?.to === text && <Answer answer={answer.said} />}
    </section>
  );
}

function Answer({ answer }: { readonly answer: CollectorAnswer }): ReactNode {
  const outcome = outcomes.find((one) => answer[one] > 0);
  return (
    <div className={outcome === 'accepted' ? 'notice' : 'notice warning'} role="status">
      <p>
        {words.answered(
          answer.address,
          answer.status,
          outcome === undefined ? '' : words.outcomes[outcome].toLowerCase(),
        )}
      </p>
      {answer.errors.map(({ code, pointer, message }, index) => (
        <p key={index}>
          <span className="code quiet">{code}</span> <span className="code">{pointer}</span> {message}
        </p>
      ))}
    </div>
  );
}
