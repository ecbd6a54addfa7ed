import type { ReactNode } from 'react';
import { LoginDialog } from './LoginDialog.js';
import { NewDraftDialog } from './NewDraftDialog.js';

export function DraftDialogs(): ReactNode {
  return (
    <>
      <NewDraftDialog />
      <LoginDialog />
    </>
  );
}
