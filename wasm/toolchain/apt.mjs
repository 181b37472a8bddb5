// Debian's packages without installing them: an apt of our own, with its own lists, downloads them
// with their signatures checked, and dpkg-deb unpacks them into a folder. It needs no root and the
// system does not notice.
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { scratchFolder } from './cache.mjs';
import { platform } from './platform.mjs';
import { ask, run, Stop, which } from './run.mjs';

/** The release after the one we run on, from which a few newer packages come. */
const nextRelease = /** @type {Record<string, string>} */ ({ bookworm: 'trixie' });

/** Whether packages can be had here without installing them. */
export function canUnpackPackages() {
  return Boolean(which('apt-get') && which('dpkg-deb') && keyring());
}

/** The name of the next release, where this system's packages can be completed from it. */
export function newerRelease() {
  return nextRelease[platform().codename];
}

/**
 * Downloads packages into an empty folder.
 * @param {string[]} packages names; `name/next` takes it from the next release where there is one
 * @param {string} folder
 */
export function downloadPackages(packages, folder) {
  const next = newerRelease();
  const names = packages.map((name) => name.replace(/\/next$/, next ? `/${next}` : ''));
  mkdirSync(folder, { recursive: true });
  run('apt-get', ['-qq', 'download', ...names], { cwd: folder, env: privateApt() });
}

/**
 * Unpacks every package in a folder, and leaves out the paths that match a pattern.
 * @param {string} packages the folder with the .deb files
 * @param {string} target
 * @param {{ only?: RegExp, exclude?: string[] }} [options]
 */
export function unpackPackages(packages, target, { only, exclude = [] } = {}) {
  mkdirSync(target, { recursive: true });
  for (const file of readdirSync(packages)) {
    if (only && !only.test(file)) continue;
    // The pipe is the shell's, so that no package has to fit into memory; its status counts only
    // for tar, which fails on a cut-off input.
    run('sh', [
      '-c',
      'deb=$1; target=$2; shift 2; dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$target" "$@"',
      'unpack',
      join(packages, file),
      target,
      ...exclude.map((pattern) => `--exclude=${pattern}`),
    ]);
  }
}

/** @type {Record<string, string> | undefined} */
let environment;

/** Makes the private state at first use; it lasts as long as this process. */
function privateApt() {
  if (environment) return environment;
  const folder = scratchFolder('apt');
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'lists/partial'), { recursive: true });
  mkdirSync(join(folder, 'cache/archives/partial'), { recursive: true });
  writeFileSync(join(folder, 'status'), '');
  writeFileSync(join(folder, 'sources.list'), sources().join('\n') + '\n');
  const next = newerRelease();
  // Something of the next release is taken only where it is asked for.
  writeFileSync(
    join(folder, 'preferences'),
    next ? `Package: *\nPin: release n=${next}\nPin-Priority: 100\n` : '',
  );
  writeFileSync(
    join(folder, 'apt.conf'),
    `Dir::Etc::sourcelist "${folder}/sources.list";
Dir::Etc::sourceparts "-";
Dir::Etc::preferences "${folder}/preferences";
Dir::Etc::preferencesparts "-";
Dir::State "${folder}";
Dir::State::lists "${folder}/lists";
Dir::State::status "${folder}/status";
Dir::Cache "${folder}/cache";
Acquire::Languages "none";
APT::Sandbox::User "root";
`,
  );
  const made = { APT_CONFIG: join(folder, 'apt.conf') };
  run('apt-get', ['-qq', 'update'], { env: made });
  environment = made;
  return made;
}

/** The distribution's own archives as this system is set up to reach them, and the next release. */
function sources() {
  const { codename } = platform();
  const format = '$(REPO_URI) $(RELEASE)';
  const targets =
    ask('apt-get', ['indextargets', '--format', format, 'Created-By: Packages']) ?? '';
  const archives = targets
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, release]) => release === codename || release?.startsWith(`${codename}-`))
    .map(([uri, release]) => ({ uri: uri ?? '', release: release ?? '' }));
  const main = archives.find(({ release }) => release === codename);
  if (!main) {
    throw new Stop(`apt is not set up with an archive of ${codename}, from which to download.`);
  }
  const next = newerRelease();
  if (next) archives.push({ uri: main.uri, release: next });
  const lines = archives.map(
    ({ uri, release }) => `deb [signed-by=${keyring()}] ${uri} ${release} main`,
  );
  return [...new Set(lines)];
}

function keyring() {
  const path = `/usr/share/keyrings/${platform().distribution}-archive-keyring.gpg`;
  return existsSync(path) ? path : undefined;
}
