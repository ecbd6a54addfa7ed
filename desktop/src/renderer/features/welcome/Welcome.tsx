import { useQueryClient } from '@tanstack/react-query';
import { BookOpenText, FolderOpen, GitBranchPlus, Sprout, X } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import type { KnownCatalog } from '../../../api/catalog.js';
import { home } from '../../app/place.js';
import { goTo } from '../../app/router.js';
import { useAnswer, useTransport } from '../../client/client.js';
import { Button } from '../../parts/Button.js';
import { Problem } from '../../parts/Problem.js';
import { texts } from '../../texts/texts.js';
import { type Way, WayDialog } from './WayDialog.js';
import './welcome.css';

const words = texts.welcome;
const icons = { open: FolderOpen, clone: GitBranchPlus, create: Sprout };
const ways = Object.keys(icons) as readonly Way[];

/** All the ways to a catalog: those that were open last, a folder, a git server, a new one. */
export function Welcome(): ReactNode {
  const [way, setWay] = useState<Way>();
  return (
    <div className="welcome">
      <p className="welcome-brand">
        <BookOpenText aria-hidden size={18} /> {words.brand}
      </p>
      <h1>{words.title}</h1>
      <p>{words.intro}</p>
      <div className="welcome-ways">
        {ways.map((each) => {
          const Icon = icons[each];
          const { title, hint } = words.ways[each];
          return (
            <button key={each} type="button" className="welcome-way" onClick={() => setWay(each)}>
              <Icon aria-hidden size={20} />
              <strong>{title}</strong>
              <span className="quiet small">{hint}</span>
            </button>
          );
        })}
      </div>
      <Recent />
      {way !== undefined && <WayDialog way={way} onClose={() => setWay(undefined)} />}
    </div>
  );
}

function Recent(): ReactNode {
  const transport = useTransport();
  const queries = useQueryClient();
  const { data: known = [] } = useAnswer('catalog.recent', {});
  const [problem, setProblem] = useState<unknown>();
  const refresh = useCallback(
    () => void queries.invalidateQueries({ queryKey: ['catalog.recent'] }),
    [queries],
  );
  // Something may have been opened since it was asked last.
  useEffect(refresh, [refresh]);
  const open = async ({ directory }: KnownCatalog): Promise<void> => {
    setProblem(undefined);
    try {
      await transport.request('catalog.open', { directory });
      goTo(home);
    } catch (error) {
      setProblem(error);
    }
  };
  const forget = async ({ directory }: KnownCatalog): Promise<void> => {
    await transport.request('catalog.forget', { directory });
    refresh();
  };
  return (
    <section aria-labelledby="recent-title" className="welcome-recent">
      <h2 id="recent-title">{words.recent}</h2>
      {problem !== undefined && <Problem error={problem} />}
      {known.length === 0 ? (
        <p className="quiet">{words.noneYet}</p>
      ) : (
        <ul>
          {known.map((catalog) => (
            <li key={catalog.directory}>
              <button type="button" className="welcome-known" onClick={() => void open(catalog)}>
                <strong>{catalog.title}</strong>
                <span className="quiet small">{catalog.directory}</span>
              </button>
              <Button bare aria-label={words.forget(catalog.title)} onClick={() => void forget(catalog)}>
                <X aria-hidden size={14} />
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
