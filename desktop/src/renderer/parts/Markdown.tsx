import { markdown } from '@eventbook/shared/site/markdown';
import type { ReactNode } from 'react';

/** A description as people wrote it. The renderer shows HTML as text and makes links to the web only. */
export function Markdown({ text }: { readonly text: string }): ReactNode {
  return <div className="markdown" dangerouslySetInnerHTML={{ __html: markdown(text).text }} />;
}
