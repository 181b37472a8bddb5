import type { Host, Hosts } from '../../instruments/host';
import { instrumentApi, type Ask } from '../../protocol/ask';

/** Every instrument is given the same of the page, and commands of its own. */
export function hostsOf(ask: Ask, given: Omit<Host<unknown>, 'api'>): Hosts {
  return (instrument) => ({ api: instrumentApi(ask, instrument), ...given });
}
