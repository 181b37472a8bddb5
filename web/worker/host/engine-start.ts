import { ReceptiveError, type Engine, type VariantSupport } from 'receptive';
import { variantTitles, type EngineChoice } from '../../protocol/engine';

export interface EngineHost {
  loadEngine: (choice: EngineChoice) => Promise<Engine>;
  /** Every build, and what the host lacks for it. */
  variants: () => Promise<VariantSupport[]>;
}

const automatic: EngineChoice = { variant: 'auto' };

/** An engine, and why it is not the one that was asked for, or the fastest, in a sentence. */
export interface StartedEngine {
  engine: Engine;
  fallback?: string;
}

/** A link may ask for an engine that this browser cannot run: then any will do. */
export async function startEngine(
  host: EngineHost,
  choice: EngineChoice = automatic,
): Promise<StartedEngine> {
  let refused: string | undefined;
  const engine = await host.loadEngine(choice).catch(async (error: unknown) => {
    if (choice.variant === 'auto') throw error;
    refused = await whyNot(host, choice.variant, error);
    return host.loadEngine(automatic);
  });
  return { engine, ...(refused ? { fallback: refused } : fallbackOf(engine)) };
}

/** Another engine for one that runs. Throws a sentence when it cannot be had. */
export async function changeEngine(host: EngineHost, choice: EngineChoice): Promise<Engine> {
  const { variant } = choice;
  return host.loadEngine(choice).catch(async (error: unknown) => {
    if (variant === 'auto') throw error;
    throw new Error(await whyNot(host, variant, error), { cause: error });
  });
}

export function fallbackOf({ fallback }: Engine): { fallback?: string } {
  if (fallback === undefined) return {};
  return { fallback: `A faster engine could not be started (${fallback}).` };
}

async function whyNot(
  host: EngineHost,
  variant: keyof typeof variantTitles,
  error: unknown,
): Promise<string> {
  const title = variantTitles[variant];
  const support = (await host.variants()).find((one) => one.variant === variant);
  if (support && support.lacks.length > 0) {
    return `The engine “${title}” cannot run here: there is no ${support.lacks.join(' and no ')}.`;
  }
  if (error instanceof ReceptiveError && error.code === 'fetch') {
    return (
      `The engine “${title}” could not be fetched. Without a connection there is the one that runs, ` +
      `and “${variantTitles.simd}”.`
    );
  }
  const reason = error instanceof Error ? error.message : String(error);
  return `The engine “${title}” could not be started (${reason}).`;
}
