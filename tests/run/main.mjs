// npm test [-- --only NAME,...] [-- --engine DIR]: installs what is missing, runs every stage, and
// ends with the line `N passed, N failed`. The names: core, package, web, browser, or a stage's.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { command } from '../../wasm/toolchain/command.mjs';
import { say, Stop } from '../../wasm/toolchain/run.mjs';
import { folderOf } from '../../web/build/options.mjs';
import { runWorks, table } from './schedule.mjs';
import { stages, stagesOf } from './stages.mjs';
import { Tally } from './tally.mjs';

function readArguments() {
  try {
    const options = /** @type {const} */ ({ only: { type: 'string' }, engine: { type: 'string' } });
    const { only, engine } = parseArgs({ options }).values;
    const chosen = only === undefined ? stages : stagesOf(only);
    if (engine !== undefined && chosen.some(({ group }) => group === 'core')) {
      throw new Error('--engine goes with --only package, web or browser: core makes its own.');
    }
    return { chosen, context: { engine: folderOf('--engine', engine) } };
  } catch (error) {
    throw new Stop(`npm test: ${error instanceof Error ? error.message : error}`);
  }
}

await command(async () => {
  const { chosen, context } = readArguments();
  const began = Date.now();
  const tally = new Tally();
  // Everything is installed first: what cannot be had is known after seconds, not at the end.
  try {
    await Promise.all(chosen.map(({ install }) => install(context)));
  } catch (error) {
    if (error instanceof Stop) process.stdout.write('0 passed, 1 failed\n');
    throw error;
  }
  say(`Running ${chosen.length} stages: ${chosen.map(({ name }) => name).join(', ')}.`);
  const works = chosen.map(({ name, title, build, test }) => {
    const report = tally.of(name);
    return {
      name,
      build: build && (() => build(context, report)),
      test:
        test &&
        (() => {
          report.line(`${title} ...`);
          return test(report);
        }),
    };
  });
  const seconds = await runWorks(works, (name, error) =>
    tally.of(name).addCheck('build', false, error.message),
  );
  process.stdout.write(`\n${table(seconds, (Date.now() - began) / 1000)}\n\n${tally}\n`);
  if (!tally.succeeded) process.exitCode = 1;
});
