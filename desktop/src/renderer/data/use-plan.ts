import { useState } from 'react';
import type { PlannedChanges } from '../../api/authoring.js';
import type { MethodName, RequestOf, ResponseOf } from '../../api/methods.js';
import { useTransport } from '../client/client.js';
import { texts } from '../texts/texts.js';
import { useDesk } from './desk-context.js';

type Planning = {
  [Name in MethodName]: ResponseOf<Name> extends PlannedChanges ? Name : never;
}[MethodName];

/**
 * Carries out what the backend has planned, as one step that can be undone. Answers with whether it was done; where it was
 * not, `problem` says why.
 */
export function usePlan<Name extends Planning>(
  method: Name,
  label: string,
): {
  readonly problem: string | undefined;
  readonly carryOut: (request: RequestOf<Name>) => Promise<boolean>;
} {
  const transport = useTransport();
  const desk = useDesk();
  const [problem, setProblem] = useState<string>();
  const carryOut = async (request: RequestOf<Name>): Promise<boolean> => {
    setProblem(undefined);
    try {
      const plan = (await transport.request(method, request)) as PlannedChanges;
      // What stands there now, so that Undo can bring it back.
      await desk.drafts.load(plan.map(({ path }) => path));
      desk.drafts.edit(plan, { label });
      return true;
    } catch (error) {
      setProblem(error instanceof Error ? error.message : texts.app.somethingWrong);
      return false;
    }
  };
  return { problem, carryOut };
}
