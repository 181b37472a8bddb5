import type { LayerInfo } from 'receptive';
import type { Health } from '../protocol';
import type { Seen } from './health-watch';
import { warningsOf } from './warnings';

/** What the watch saw, with its words; they come with the first question, the watch with the run. */
export function healthOf({ figures, look, moved }: Seen, layers: readonly LayerInfo[]): Health {
  const warnings = look ? warningsOf(look, layers) : [];
  if (!moved || moved === look) return { ...figures, warnings };
  // What was said of updates holds until they are measured again.
  const ofUpdates = warningsOf(moved, layers).filter(
    ({ kind }) => kind === 'largeUpdates' || kind === 'smallUpdates',
  );
  return { ...figures, warnings: [...ofUpdates, ...warnings] };
}
