import { checkGiven, type Api, type Commands } from '../../protocol/door';
import type { RunHost } from './run-host';

/** What an instrument does in the worker: answers its commands by their names. */
export type WorkerHalf = (
  host: RunHost,
) => (command: string, given: readonly unknown[]) => Promise<unknown>;

/** What is given is checked before the service sees it. */
export function workerHalf<Declared extends Commands>(
  commands: Declared,
  service: (host: RunHost) => Api<Declared>,
): WorkerHalf {
  return (host) => {
    const answers: Record<string, (...given: never[]) => Promise<unknown>> = service(host);
    return async (name, given) => {
      const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
      if (!command) {
        const known = Object.keys(commands).join(', ');
        throw new Error(`${name}: the instrument's commands are ${known}.`);
      }
      checkGiven(name, command, given);
      return answers[name]!(...(given as never[]));
    };
  };
}
