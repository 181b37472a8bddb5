import { ReceptiveError, type VariantSupport } from 'receptive';
import { variantTitles } from '../../protocol/engine';

/** Who knows what this browser lacks for each build. */
interface Builds {
  variants(): Promise<VariantSupport[]>;
}

/** Why one of the builds is not to be had, in a sentence. */
export async function whyNot(
  builds: Builds,
  variant: keyof typeof variantTitles,
  error: unknown,
): Promise<string> {
  const title = variantTitles[variant];
  const support = (await builds.variants()).find((one) => one.variant === variant);
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

/** The oldest browsers that have all that the plain build needs, and modules in workers. */
const floor = 'Chrome and Edge 95, Firefox 114 and Safari 16.4';

/**
 * Why no build at all starts, and what to do, in a few sentences.
 *
 * @param site the address that the page came from
 */
export async function whyNone(builds: Builds, error: unknown, site: string): Promise<string> {
  const plain = (await builds.variants()).find(({ variant }) => variant === 'simd');
  if (plain && plain.lacks.length > 0) {
    return (
      `This browser is too old for the engine: it has no ${plain.lacks.join(' and no ')}. ` +
      `Use ${floor}, or newer ones.`
    );
  }
  const { cause, message } = error as Error;
  const status =
    cause instanceof ReceptiveError && cause.argument === 'status' ? cause.found : undefined;
  const altered = cause instanceof WebAssembly.CompileError;
  if (status !== undefined || altered) {
    const got =
      status === undefined
        ? 'arrived cut off, or as something else'
        : `was answered with ${status} in its place`;
    return (
      `The engine could not be started: its file (.wasm) ${got}. A filter on the way, as ` +
      `schools and firms have, may do so, or the page was renewed meanwhile. Reload it; if it stays ` +
      `so, ask them to let .wasm files of ${new URL(site).host} pass, use another network, or run ` +
      `the page on this computer (npm start).`
    );
  }
  if (error instanceof ReceptiveError && error.code === 'fetch') {
    return (
      'The engine could not be fetched: there is no connection, or a filter on the way, as schools ' +
      `and firms have, blocks the files of ${new URL(site).host}. Reload the page to try again.`
    );
  }
  return `The engine could not be started (${message}). Reload the page; another browser may help.`;
}
