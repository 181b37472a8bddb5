import type { Hosts } from '../../instruments/host';
import { instrumentApi } from '../../protocol/ask';
import type { AppState } from './app';

/** What instruments are given of all that the page has. */
export function hostsOf({ api, session, view, pad, data }: AppState): Hosts {
  return (instrument) => ({
    api: instrumentApi(api.ask, instrument),
    ...{ session, view, pad, data },
  });
}
