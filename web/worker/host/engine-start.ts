import type { Engine, VariantSupport } from 'receptive';
import type { EngineChoice } from '../../protocol/engine';
import { late } from '../../protocol/late';

export interface EngineHost {
  loadEngine: (choice: EngineChoice) => Promise<Engine>;
  /** Every build, and what the host lacks for it. */
  variants: () => Promise<VariantSupport[]>;
}

/** Wanted where one does not start. */
const failures = late(() => import('./engine-failure'));

const automatic: EngineChoice = { variant: 'auto' };

/** An engine, and why it is not the one that was asked for, or the fastest, in a sentence. */
export interface StartedEngine {
  engine: Engine;
  fallback?: string;
}

/**
 * A link may ask for an engine that this browser cannot run: then any will do.
 *
 * @param site The page's address, for the sentence that is thrown where none starts.
 */
export async function startEngine(
  host: EngineHost,
  choice: EngineChoice = automatic,
  site = '',
): Promise<StartedEngine> {
  let refused: string | undefined;
  const any = (auto: EngineChoice): Promise<Engine> =>
    host.loadEngine(auto).catch(async (error: unknown) => {
      // What says why may not come through either.
      const words = await failures().catch(() => undefined);
      throw words ? new Error(await words.whyNone(host, error, site), { cause: error }) : error;
    });
  const { variant } = choice;
  const engine =
    variant === 'auto'
      ? await any(choice)
      : await host.loadEngine(choice).catch(async (error: unknown) => {
          refused = await (await failures()).whyNot(host, variant, error);
          return any(automatic);
        });
  return { engine, ...(refused ? { fallback: refused } : fallbackOf(engine)) };
}

/** Another engine for one that runs. Throws a sentence when it cannot be had. */
export async function changeEngine(host: EngineHost, choice: EngineChoice): Promise<Engine> {
  const { variant } = choice;
  return host.loadEngine(choice).catch(async (error: unknown) => {
    if (variant === 'auto') throw error;
    throw new Error(await (await failures()).whyNot(host, variant, error), { cause: error });
  });
}

export function fallbackOf({ fallback }: Engine): { fallback?: string } {
  if (fallback === undefined) return {};
  return { fallback: `A faster engine could not be started (${fallback}).` };
}
