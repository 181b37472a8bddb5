import { proxy } from 'comlink';
import type { PageApi } from '../../protocol/page-api';
import { remote, worker } from './start';

/**
 * The commands of the worker that owns the engine as an ordinary object: callbacks become Comlink
 * proxies.
 */
export function connect(onCrash: (message: string) => void): PageApi {
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    onCrash(
      `The engine stopped: ${event.message || 'its worker could not be loaded (a filter, or a browser before Chrome 95, Firefox 114, Safari 16.4)'}. Reload the page to start it again.`,
    );
  });
  return new Proxy(remote, {
    get:
      (commands, name: keyof PageApi) =>
      (...given: unknown[]) =>
        call(commands, name, given.map(sendable)),
  });
}

/** Functions cannot be sent: each gets a channel. */
function sendable(value: unknown): unknown {
  return typeof value === 'function' ? proxy(value) : value;
}

function call(commands: PageApi, name: keyof PageApi, given: unknown[]): Promise<unknown> {
  return (commands[name] as (...given: unknown[]) => Promise<unknown>)(...given);
}
