import type { Beside, CloseUp, Tab } from '../client/ui/places';
import type { Warning } from '../client/words/narration';
import type { Ask } from '../protocol/ask';
import type { InstrumentFields } from '../protocol/link';

/**
 * What the page knows of an instrument before it is opened. The rest of what an instrument declares is
 * found by the names of files in its folder, as it is wanted: `commands.ts` with their schemas,
 * `worker/half.ts`, which answers them, `worker/watch.ts`, which sees every step, and `words/keys.ts` for
 * the help.
 */
export interface Manifest {
  /** In links (`view=`), and the name of its folder. */
  id: string;
  tab?: Tab;
  /** The same in the drawer, beside the network that it speaks of. */
  aside?: Tab;
  beside?: Beside;
  closeUp?: CloseUp;
  /** What is wrong with a run, the newest last: the page's line of figures tells it. */
  warnings?: (ask: Ask, run: number) => Promise<readonly Warning[]>;
  /** What it keeps in the link. */
  link?: InstrumentFields;
}
