import type { DataSetId, Seen } from '../../../web/protocol/data-sets';
import { DataService } from '../../../web/worker/data/data-service';
import { KeptSets } from '../../../web/worker/data/kept-sets';
import { Library } from '../../../web/worker/data/library';
import type { MnistOptions } from '../../../web/worker/data/mnist';
import type { Network } from '../../../web/worker/data/predictions';
import { fakeEngine } from './fake-engine';
import type { Bytes } from './idx-bytes';
import { memorySets, memoryStore } from './memory-store';

export const nothing = () => undefined;

/** The worker's data half with the fake engine; `again` is the next visit to the same browser. */
export function dataVisit(
  mnist: Partial<MnistOptions> = {},
  store = memoryStore(),
  setStore = memorySets(),
) {
  const { engine, log } = fakeEngine();
  const sets = new KeptSets(setStore);
  const library = new Library(engine, sets);
  const present: { network: Network | undefined } = { network: undefined };
  const host = {
    ready: async () => ({ engine, library }),
    network: () => present.network,
    pause: () => Promise.resolve(),
  };
  const data = new DataService(host, sets, { site: 'http://127.0.0.1:9/', store, ...mnist });
  const again = () => dataVisit(mnist, store, setStore);
  return { data, library, log, store, setStore, present, again };
}

/** The training pictures of a set as they are now, to be changed. */
export async function seen(data: DataService, id: DataSetId): Promise<Seen> {
  const { version } = await data.browse({ id, split: 'train', first: 0, count: 0 });
  return { split: 'train', version };
}

export function picked(path: string, bytes: Bytes) {
  return { file: new File([bytes], path.split('/').at(-1)!), path };
}
