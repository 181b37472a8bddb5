import type { Tab } from '../ui/places';
import { manifests } from '../../instruments/manifests';
import type { Ask } from '../../protocol/ask';
import type { InstrumentFields } from '../../protocol/link';
import type { Warning } from '../words/narration';

/** What the middle of the page can show, in the order of its tabs; the network comes with the page. */
export const stages: readonly { id: string; title: string; view?: Tab['view'] }[] = [
  { id: 'network', title: 'Network' },
  ...manifests.flatMap(({ id, tab }) => (tab ? [{ id, ...tab }] : [])),
];

/** What the drawer can show besides, whatever the middle does. */
export const asides = manifests.flatMap(({ id, aside }) => (aside ? [{ id, ...aside }] : []));

/** What a link may ask for (`view=`). */
export const viewIds = [...stages, ...asides].map(({ id }) => id);

/** What instruments show of what is asked about in the network. */
export const beside = manifests.flatMap((one) => one.beside ?? []);
export const closeUps = manifests.flatMap((one) => one.closeUp ?? []);

/** What instruments say is wrong with a run, the newest of each last. */
export async function warningsOf(ask: Ask, run: number): Promise<Warning[]> {
  const asked = manifests.flatMap(({ warnings }) => (warnings ? [warnings(ask, run)] : []));
  return (await Promise.all(asked)).flat();
}

/** What an instrument keeps in the link while it is shown. */
export function fieldsOf(stage: string): InstrumentFields {
  return manifests.find(({ id }) => id === stage)?.link ?? {};
}

export const instrumentFields: InstrumentFields = Object.fromEntries(
  manifests.flatMap(({ link = {} }) => Object.entries(link)),
);
