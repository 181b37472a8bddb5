// What every command of package.json has in common: a clear end.
import process from 'node:process';
import { Stop } from './run.mjs';

const oldest = /** @type {const} */ ([20, 19]);

/**
 * Runs a command and turns what it throws into a message and an exit status.
 * @param {() => Promise<void> | void} main
 */
export async function command(main) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    process.stderr.write(
      `Node ${oldest.join('.')} or newer is needed; this is ${process.version}.\n`,
    );
    process.exit(1);
  }
  try {
    await main();
  } catch (error) {
    // A Stop is meant for the user; of anything else the place in the code matters too.
    const text =
      error instanceof Stop ? error.message : error instanceof Error ? error.stack : error;
    process.stderr.write(`${text}\n`);
    process.exitCode = 1;
  }
}
