import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { filesUnder } from '../../wasm/toolchain/files.mjs';
import { repository } from '../../wasm/toolchain/repository.mjs';

/** Where an editor that opens a file begins to look for what its types are checked with. */
function nearest(folder: string): string {
  const config = join(folder, 'tsconfig.json');
  return existsSync(config) ? config : nearest(dirname(folder));
}

/** All files of a project and of those that it refers to. */
const filesOf = (config: string): string[] => {
  const { fileNames, projectReferences = [] } = ts.getParsedCommandLineOfConfigFile(
    config,
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
    undefined,
    undefined,
    [{ extension: '.svelte', isMixedContent: true, scriptKind: ts.ScriptKind.Deferred }],
  )!;
  return [...fileNames, ...projectReferences.map(ts.resolveProjectReferencePath).flatMap(filesOf)];
};

it('every source belongs to the nearest project, so that an editor checks it as the tests do', () => {
  const projects = new Map<string, Set<string>>();
  const strays = ['tests', 'wasm', 'web']
    .flatMap((folder) => filesUnder(folder, /\.(ts|mjs|svelte)$/))
    .filter((file) => {
      const config = nearest(dirname(file));
      if (!projects.has(config)) projects.set(config, new Set(filesOf(config)));
      return !projects.get(config)!.has(file);
    });
  expect(strays.map((file) => relative(repository, file))).toEqual([]);
});
