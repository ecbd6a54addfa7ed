import { type ReactNode, useLayoutEffect, useRef } from 'react';

export interface TextInputProps {
  /** Said to those who do not see where it stands; not needed where a label is around it. */
  readonly label?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly readOnly?: boolean;
  readonly className?: string;
  readonly type?: 'text' | 'date' | 'number';
  readonly autoFocus?: boolean;
  readonly list?: string;
}

/** One line. It looks like the text it is until somebody wants to change it. */
export function TextInput({
  label,
  value,
  onChange,
  className = '',
  type = 'text',
  ...rest
}: TextInputProps): ReactNode {
  return (
    <input
      {...rest}
      type={type}
      aria-label={label}
      className={`in-place ${className}`}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** Several lines; as high as what stands in it. */
export function TextArea({ label, value, onChange, className = '', ...rest }: TextInputProps): ReactNode {
  const area = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const { current } = area;
    if (current === null) return;
    current.style.height = 'auto';
    current.style.height = `${current.scrollHeight + 2}px`;
  }, [value]);
  const { placeholder, readOnly, autoFocus } = rest;
  return (
    <textarea
      ref={area}
      rows={1}
      placeholder={placeholder}
      readOnly={readOnly}
      autoFocus={autoFocus}
      aria-label={label}
      className={`in-place ${className}`}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
