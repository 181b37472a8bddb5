// Whether the tests would notice a mistake: of all small ones in readers, losses and optimizers some are
// made by chance, one at a time, and the core's suite is run on each.
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import process from 'node:process';
import { cmakeBuild } from '../../wasm/toolchain/cmake.mjs';
import { filesUnder } from '../../wasm/toolchain/files.mjs';
import { outcomeOf, parallelJobs, runTogether } from '../../wasm/toolchain/jobs.mjs';
import { repository } from '../../wasm/toolchain/repository.mjs';
import { run, Stop, which } from '../../wasm/toolchain/run.mjs';
import { setUpForNative } from '../../wasm/toolchain/setup.mjs';
import { testEnvironment } from '../run/environment.mjs';
import { mutantsOf, shuffled } from './support/mutants.mjs';

/** @typedef {import('./support/mutants.mjs').Mutant} Mutant */
/** @typedef {'killed' | 'survived' | 'not built'} Fate */

/** What is altered, and which tests of the suite are tried first. */
const subjects = [
  { of: /^core\/data\/readers\//, tests: '*core/data/*' },
  { of: /^core\/data\/looking\/table\//, tests: '*core/data/looking/table/*' },
  { of: /^core\/data\/looking\/array\//, tests: '*core/data/looking/array/*' },
  {
    of: /^core\/data\/looking\/(file_kind|class_values|distinct|extent)\./,
    tests: '*core/data/looking/*',
  },
  { of: /^core\/io\//, tests: '*core/io/*,*core/train/trainer_files*' },
  { of: /^core\/base\/json_reader\./, tests: '*core/base/*' },
  {
    of: /^core\/nn\/loss(es)?\./,
    tests: '*core/nn/loss*,*core/nn/class_weights*,*core/train/class_weights*',
  },
  { of: /^core\/train\/(optimizer|schedule|averaging)\./, tests: '*core/train/*' },
];

const native = join(repository, 'build/native');
const folder = join(repository, 'build/mutations');
const compiler = process.env.CXX ?? 'c++';
const flags = [
  ...['-std=c++20', '-O0', '-w', '-ffp-contract=off', `-I${join(repository, 'core')}`],
  // The base of all that follows, read once.
  ...['-include', join(folder, 'common.h')],
  ...['kissfft', 'nlohmann-json'].flatMap((name) => [
    '-isystem',
    join(native, 'third-party', name),
  ]),
];

/** Left out: whole networks and kernels on many shapes, which are none of the subjects. */
const never = ['random networks*', '*sweep*'];
/** What takes most of the suite's time, without optimization half a minute of it, is tried last. */
const slow = [
  ...['numbers at the edges*', 'every preset *', '*evaluation and a look take no memory'],
  ...['*3 and 4 threads come to the same bits', "cs231n: at VGG's strides*", 'decimal: *'],
  ...[
    'table look: the longest line*',
    'table look: the memory of*',
    'table look: whatever the file*',
  ],
  ...['table look: the beginning from which*', 'table look: long texts are bounded*'],
  ...['Array labels: more items*', 'Array look: of large items*', 'Array items: gathered over*'],
  ...['X and O: *', 'digits: *', 'brought pictures: *', 'json: thousands*'],
];
/** Of those, what may tell of arithmetic, and what of files. */
const trained = '*core/nn/*,*core/train/*,*core/inspect/*';
const files = '*core/base/*,*core/data/*,*core/io/*';
const arithmetic = /^core\/(nn|train)\//;
/** Tests that can tell nothing of a subject but through what others test closer by. */
const far = '*worked_examples*,*kernels*';

/**
 * Seconds of the processor that a round may take: a mutant that never ends is noticed, too, and on a
 * busy machine none is taken for one. The slowest round of the sources as they are takes a sixth.
 */
const patience = 120;

/** @type {import('./main.mjs').Part} */
export default async (report, { minutes = 60, seed = 1, quick }) => {
  await setUpForNative();
  await cmakeBuild('native', 'the core for this machine', ['receptive_tests']);
  await prepare();
  const sources = coreSources();
  const all = sources
    .filter((file) => subjects.some(({ of }) => of.test(file)))
    .flatMap((file) => mutantsOf(file, readFileSync(join(repository, file), 'utf8')));
  const chosen = shuffled(all, seed).slice(0, quick ? 6 : 1000);
  const end = Date.now() + minutes * 60_000;
  /** @type {(Omit<Mutant, 'text'> & { fate: Fate })[]} */
  const fates = [];
  // The tests themselves must pass, or nothing would be learned.
  const unaltered = /** @type {Mutant} */ ({ file: sources[0], line: 0, kind: '', before: '' });
  const clean = await fateOf(
    { ...unaltered, text: readFileSync(join(repository, unaltered.file), 'utf8') },
    0,
  );
  report.addCheck('the suite passes on the sources as they are', clean === 'survived', clean);
  if (clean !== 'survived') return;
  await runTogether(
    chosen.map((mutant, i) => async () => {
      if (Date.now() > end) return;
      const fate = await fateOf(mutant, i);
      const { text: _, ...told } = mutant;
      fates.push({ ...told, fate });
    }),
  );
  tell(report, fates, all.length);
  return { survivors: fates.filter(({ fate }) => fate === 'survived') };
};

/** But for the kernels and the choice among them: those are the native build's, and not altered. */
function coreSources() {
  return filesUnder('core', /\.cpp$/)
    .map((file) => relative(repository, file).replaceAll('\\', '/'))
    .filter((file) => !/^core\/(cli|kernels)\//.test(file));
}

/** Each source of the core in an object of its own, so that one can be put in another's place. */
async function prepare() {
  mkdirSync(join(folder, 'objects'), { recursive: true });
  const headers =
    'algorithm array cmath cstdint functional map memory optional set span string variant vector';
  const common = headers.split(' ').map((name) => `#include <${name}>\n`);
  writeFileSync(join(folder, 'common.h'), `${common.join('')}#include "base/json.h"\n`);
  const words = flags.slice(0, flags.indexOf('-include'));
  run(compiler, [
    ...words,
    '-x',
    'c++-header',
    join(folder, 'common.h'),
    '-o',
    join(folder, 'common.h.gch'),
  ]);
  const objects = coreSources().map((file) => ({ file, object: objectOf(file) }));
  // As make does: what is younger than its source, every header and the flags need not be made again.
  const told = join(folder, 'flags');
  if (!existsSync(told) || readFileSync(told, 'utf8') !== flags.join('\n')) {
    for (const { object } of objects) rmSync(object, { force: true });
    writeFileSync(told, flags.join('\n'));
  }
  const youngest = Math.max(...filesUnder('core', /\.h$/).map(dateOf));
  await runTogether(
    objects.map(({ file, object }) => async () => {
      const since = Math.max(youngest, dateOf(join(repository, file)));
      if (existsSync(object) && dateOf(object) > since) return;
      const built = await outcomeOf(compiler, [
        ...flags,
        '-c',
        join(repository, file),
        '-o',
        object,
      ]);
      if (!built.ok) throw new Stop(`mutations: ${file} did not compile:\n${built.output}`);
    }),
  );
  rmSync(join(folder, 'core.a'), { force: true });
  run('ar', ['rcs', join(folder, 'core.a'), ...objects.map(({ object }) => object)]);
  // The tests, as the native build has compiled them.
  const lists = ['CMakeFiles/receptive_tests.dir/link.txt', 'build.ninja'].map((name) =>
    join(native, name),
  );
  const list = lists.find((name) => existsSync(name));
  if (!list)
    throw new Stop(`mutations: expected how the tests are linked in ${native}, found nothing`);
  const found =
    readFileSync(list, 'utf8').match(/CMakeFiles\/receptive_tests\.dir\/\S+\.o\b/g) ?? [];
  const tests = [...new Set(found)]
    .map((name) => join(native, name))
    .filter((name) => existsSync(name));
  run('ld', ['-r', '-o', join(folder, 'tests.o'), ...tests]);
}

const dateOf = (/** @type {string} */ file) => statSync(file).mtimeMs;
const objectOf = (/** @type {string} */ file) =>
  join(folder, 'objects', `${file.replaceAll('/', '.')}.o`);

/**
 * @param {Mutant} mutant
 * @param {number} number its own, for its files
 * @returns {Promise<Fate>}
 */
async function fateOf({ file, text }, number) {
  const own = join(folder, `mutant-${number}`);
  mkdirSync(own, { recursive: true });
  try {
    const source = join(own, basename(file));
    writeFileSync(source, text);
    const object = join(own, 'mutant.o');
    // It may include what lies beside it.
    const beside = `-I${join(repository, file, '..')}`;
    const compiled = await outcomeOf(compiler, [...flags, beside, '-c', source, '-o', object]);
    if (!compiled.ok) return 'not built';
    const program = join(own, 'tests');
    const linker = which('gold') ? ['-fuse-ld=gold'] : [];
    const linked = await outcomeOf(compiler, [
      // Before the core, whose own object of it is then not wanted.
      ...[...linker, object, join(folder, 'tests.o'), join(folder, 'core.a')],
      // The kernels.
      ...[join(native, 'libreceptive_core.a'), '-Wl,-z,muldefs', '-lpthread', '-o', program],
    ]);
    if (!linked.ok) throw new Stop(`mutations: the tests were not linked:\n${linked.output}`);
    const near = subjects.find(({ of }) => of.test(file))?.tests ?? '*core/base/*';
    const quick = `-tce=${[...never, ...slow].join()}`;
    const rounds = [
      [`-sf=${near}`, quick],
      [`-sfe=${near},${far}`, quick],
      [`-sf=${arithmetic.test(file) ? trained : files}`, `-tc=${slow.join()}`],
    ];
    for (const filter of rounds) {
      const limited = `ulimit -t ${patience}; exec "$0" "$@"`;
      const outcome = await outcomeOf(
        'sh',
        ['-c', limited, program, ...filter, '--abort-after=1', '--no-colors=true'],
        { cwd: own, env: testEnvironment(), minutes: 60 },
      );
      if (!outcome.ok) return 'killed';
    }
    return 'survived';
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

/**
 * @param {import('./main.mjs').LongReport} report
 * @param {(Omit<Mutant, 'text'> & { fate: Fate })[]} fates
 * @param {number} possible
 */
function tell(report, fates, possible) {
  const built = fates.filter(({ fate }) => fate !== 'not built');
  const share = (/** @type {typeof built} */ list) => {
    const killed = list.filter(({ fate }) => fate === 'killed').length;
    return [list.length, killed, ((100 * killed) / Math.max(1, list.length)).toFixed(1)];
  };
  report.line(
    `${fates.length} of ${possible} possible mutants by chance, ${parallelJobs} at a time; ${fates.length - built.length} did not compile`,
  );
  const kinds = [...new Set(built.map(({ kind }) => kind))].sort();
  report.table(
    ['mutants', 'made', 'killed', '%'],
    [
      ...kinds.map((kind) => [kind, ...share(built.filter((one) => one.kind === kind))]),
      ...subjects.map(({ of }) => [
        of.source.replaceAll('\\', '').replaceAll('|', ' or '),
        ...share(built.filter(({ file }) => of.test(file))),
      ]),
      ['all', ...share(built)],
    ],
  );
  const survivors = built.filter(({ fate }) => fate === 'survived');
  for (const { file, line, before, after } of survivors.sort((a, b) =>
    a.file < b.file ? -1 : 1,
  )) {
    report.line(`survived: ${file}:${line}: \`${before}\` -> \`${after}\``);
  }
}
