import type { Finding } from '@eventbook/shared/check/finding';
import { editor, MarkerSeverity } from './monaco.js';
import { rangeOfPointer } from './pointer-position.js';

/** Marks findings where they point to. What the schema says is left to Monaco's own marks where both would say it. */
export function showFindings(model: editor.ITextModel, findings: readonly Finding[]): void {
  editor.setModelMarkers(
    model,
    'eventbook',
    findings.map(({ rule, severity, pointer, message, fix }) => ({
      ...rangeOfPointer(model, pointer),
      severity: severity === 'error' ? MarkerSeverity.Error : MarkerSeverity.Warning,
      message: fix === undefined ? message : `${message}\n${fix}`,
      source: rule,
    })),
  );
}
