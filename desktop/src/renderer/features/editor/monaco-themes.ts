import { editor } from 'monaco-editor/editor/editor.api';

/** Monaco takes no CSS variables, so the colours of style/tokens.css stand here once more. */
export function defineThemes(): void {
  editor.defineTheme('eventbook-light', {
    base: 'vs',
    inherit: true,
    rules: [
      { token: 'string.key.json', foreground: '1f5673' },
      { token: 'string.value.json', foreground: '2c6a45' },
      { token: 'number.json', foreground: '7d6116' },
      { token: 'keyword.json', foreground: '9b2f23' },
    ],
    colors: {
      'editor.background': '#ffffff',
      'editor.foreground': '#1d2430',
      'editorLineNumber.foreground': '#767d88',
    },
  });
  editor.defineTheme('eventbook-dark', {
    base: 'vs-dark',
    inherit: true,
    rules: [
      { token: 'string.key.json', foreground: '8fc3e4' },
      { token: 'string.value.json', foreground: '84c9a0' },
      { token: 'number.json', foreground: 'd9b75c' },
      { token: 'keyword.json', foreground: 'f0958a' },
    ],
    colors: {
      'editor.background': '#1b1f26',
      'editor.foreground': '#e9e5db',
      'editorLineNumber.foreground': '#858c97',
    },
  });
}
