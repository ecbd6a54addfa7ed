import { appTexts } from './en/app.js';
import { bulkTexts } from './en/bulk.js';
import { changesTexts } from './en/changes.js';
import { commitTexts } from './en/commit.js';
import { contractsTexts } from './en/contracts.js';
import { draftsTexts } from './en/drafts.js';
import { editorTexts } from './en/editor.js';
import { eventTexts } from './en/event.js';
import { filesTexts } from './en/files.js';
import { filtersTexts } from './en/filters.js';
import { fixesTexts } from './en/fixes.js';
import { historyTexts } from './en/history.js';
import { mergeTexts } from './en/merge.js';
import { newEventTexts } from './en/new-event.js';
import { problemsTexts } from './en/problems.js';
import { publishingTexts } from './en/publishing.js';
import { liveTexts } from './en/live.js';
import { sampleTexts } from './en/sample.js';
import { searchTexts } from './en/search.js';
import { sidebarTexts } from './en/sidebar.js';
import { tabsTexts } from './en/tabs.js';
import { thingsTexts } from './en/things.js';
import { welcomeTexts } from './en/welcome.js';
import { windowTexts } from './en/window.js';

/** Everything that the app says, in English; each feature has a file of its own beside this one. */
export const en = {
  app: appTexts,
  bulk: bulkTexts,
  changes: changesTexts,
  commit: commitTexts,
  contracts: contractsTexts,
  drafts: draftsTexts,
  editor: editorTexts,
  event: eventTexts,
  files: filesTexts,
  filters: filtersTexts,
  fixes: fixesTexts,
  history: historyTexts,
  merge: mergeTexts,
  newEvent: newEventTexts,
  problems: problemsTexts,
  publishing: publishingTexts,
  live: liveTexts,
  sample: sampleTexts,
  search: searchTexts,
  sidebar: sidebarTexts,
  tabs: tabsTexts,
  things: thingsTexts,
  welcome: welcomeTexts,
  window: windowTexts,
};
