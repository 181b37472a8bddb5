import { expect, it } from 'vitest';
import { manifests } from '../../../web/instruments/manifests';

const folders = import.meta.glob('../../../web/instruments/*/manifest.ts');

it('are of all instruments, each by the name of its folder', () => {
  const named = Object.keys(folders).map((path) => path.split('/').at(-2));
  expect(manifests.map(({ id }) => id).sort()).toEqual(named.sort());
});

it('keep nothing in the link under a name that another has, or the page', () => {
  const names = manifests.flatMap(({ link = {} }) => Object.keys(link));
  expect(new Set(names).size).toBe(names.length);
  const ofThePage = ['data', 'network', 'view', 'show', 'picture', 'hide', 'engine', 'threads'];
  expect(names.filter((name) => ofThePage.includes(name))).toEqual([]);
});
