import { getContext, setContext } from 'svelte';
import type { PageApi } from '../../protocol/page-api';
import type { Augmented } from '../recipe/augmented.svelte';
import type { DataSource } from '../data/source.svelte';
import type { HealthNote } from '../keep/health-note.svelte';
import type { Keeping } from '../keep/keeping.svelte';
import type { Offline } from '../keep/offline.svelte';
import type { PageAddress } from '../keep/page-link.svelte';
import type { Pad } from '../drawing/pad.svelte';
import type { Pulse } from './pulse.svelte';
import type { Session } from '../run/session.svelte';
import type { View } from './view.svelte';

/** What every view may reach; made once by App.svelte. */
export interface AppState {
  /** The worker, for views with a state of their own. */
  api: PageApi;
  session: Session;
  data: DataSource;
  pad: Pad;
  augmented: Augmented;
  view: View;
  keeping: Keeping;
  address: PageAddress;
  health: HealthNote;
  offline: Offline;
  pulse: Pulse;
}

const key = Symbol('Receptive');

export function provideApp(state: AppState): AppState {
  return setContext(key, state);
}

export function useApp(): AppState {
  return getContext<AppState>(key);
}
