import type { ReactNode } from 'react';
import { ConnectDialog } from './ConnectDialog.js';
import { LoginDialog } from './LoginDialog.js';
import { NewDraftDialog } from './NewDraftDialog.js';

export function DraftDialogs(): ReactNode {
  return (
    <>
      <NewDraftDialog />
      <ConnectDialog />
      <LoginDialog />
    </>
  );
}
