import type {
  DataApi,
  DataSetId,
  DataSetInfo,
  PickedFile,
  Seen,
} from '../../../web/protocol/data-sets';
import { DataService } from '../../../web/worker/data/data-service';
import { KeptSets } from '../../../web/worker/data/kept-sets';
import { Library } from '../../../web/worker/data/library';
import type { MnistOptions } from '../../../web/worker/data/mnist';
import type { PictureReader } from '../../../web/worker/data/predictions';
import type { Bytes } from './idx-bytes';
import { memorySets, memoryStore } from './memory-store';
import { Watch } from './watched-engine';

export const nothing = () => undefined;

/** The worker's data half with an engine that is watched; `again` is the next visit to the same browser. */
export function dataVisit(
  mnist: Partial<MnistOptions> = {},
  store = memoryStore(),
  setStore = memorySets(),
) {
  const watch = new Watch();
  const { engine } = watch;
  const sets = new KeptSets(setStore);
  const library = new Library(engine, sets);
  const present: { network: PictureReader | undefined } = { network: undefined };
  const host = {
    ready: async () => ({ engine, library }),
    network: () => present.network,
    pause: () => Promise.resolve(),
  };
  const data = new DataService(host, sets, { site: 'http://127.0.0.1:9/', store, ...mnist });
  const again = () => dataVisit(mnist, store, setStore);
  return { data, library, watch, store, setStore, present, again };
}

/** The training pictures of a set as they are now, to be changed. */
export async function seen(data: DataService, id: DataSetId): Promise<Seen> {
  const { version } = await data.browse({ id, split: 'train', first: 0, count: 0 });
  return { split: 'train', version };
}

export function picked(path: string, bytes: Bytes) {
  return { file: new File([bytes], path.split('/').at(-1)!), path };
}

/** Looks at files and takes what is found. */
export async function opened(data: DataApi, files: PickedFile[]): Promise<DataSetInfo> {
  const looked = await data.lookAtFiles(files, undefined, nothing);
  return looked.kind === 'taken' ? looked.info : data.takeFiles({}, nothing);
}
