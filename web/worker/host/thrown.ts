import { transferHandlers } from 'comlink';
import { partsOf } from '../../protocol/errors';

interface Thrown {
  value: unknown;
}

/** As Comlink sends what was thrown. */
type Sent = { isError: true; value: { message: string } } | { isError: false; value: unknown };

/**
 * Errors reach the page with their parts. Comlink sends message, name and stack alone; on the other
 * side it gives the new error whatever came.
 */
export function sendErrorParts(): void {
  const usual = transferHandlers.get('throw')!;
  transferHandlers.set('throw', {
    ...usual,
    serialize(thrown) {
      const [sent, transferred] = usual.serialize(thrown) as [Sent, Transferable[]];
      const { value } = thrown as Thrown;
      if (sent.isError && value instanceof Error) Object.assign(sent.value, partsOf(value));
      return [sent, transferred];
    },
  });
}
