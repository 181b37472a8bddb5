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
      `The engine stopped: ${event.message || 'its worker could not be loaded'}. Reload the page to start it again.`,
    );
  });
  // Functions cannot be sent: these calls get a channel for theirs.
  const withCallbacks: Partial<PageApi> = {
    loadMnist: (source, progress) => remote.loadMnist(source, proxy(progress)),
    openFiles: (files, progress) => remote.openFiles(files, proxy(progress)),
    listen: (listener) => remote.listen(proxy(listener)),
  };
  return new Proxy(remote, {
    get: (commands, name: keyof PageApi) =>
      withCallbacks[name] ?? ((...args: unknown[]) => call(commands, name, args)),
  });
}

function call(commands: PageApi, name: keyof PageApi, args: unknown[]): Promise<unknown> {
  return (commands[name] as (...args: unknown[]) => Promise<unknown>)(...args);
}
