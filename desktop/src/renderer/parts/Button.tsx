import type { ButtonHTMLAttributes, ReactNode } from 'react';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly primary?: boolean;
  /** Without a frame, for rows and bars. */
  readonly bare?: boolean;
}

export function Button({ primary = false, bare = false, className = '', ...rest }: ButtonProps): ReactNode {
  const names = ['button', primary && 'primary', bare && 'bare', className].filter(Boolean).join(' ');
  return <button type="button" className={names} {...rest} />;
}
