import type { ReactNode } from 'react';

/** One thing that is said of something, in a list of such. */
export function Fact({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}
