import type { Feature } from '../app/feature.js';
import { appearance } from './appearance/feature.js';
import { bulk } from './bulk/feature.js';
import { changes } from './changes/feature.js';
import { commit } from './commit/feature.js';
import { drafts } from './drafts/feature.js';
import { event } from './event/feature.js';
import { history } from './history/feature.js';
import { live } from './live/feature.js';
import { merge } from './merge/feature.js';
import { newEvent } from './new-event/feature.js';
import { problems } from './problems/feature.js';
import { publishing } from './publishing/feature.js';
import { sample } from './sample/feature.js';
import { search } from './search/feature.js';
import { things } from './things/feature.js';
import { undo } from './undo/feature.js';
import { welcome } from './welcome/feature.js';
import { windowFeature } from './window/feature.js';

/** Everything the app can do, in the order in which the sidebar and the foot list it. */
export const features: readonly Feature[] = [
  welcome,
  search,
  event,
  bulk,
  newEvent,
  things,
  problems,
  changes,
  commit,
  drafts,
  merge,
  history,
  publishing,
  sample,
  live,
  undo,
  appearance,
  windowFeature,
];
