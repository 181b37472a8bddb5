import { expect, it } from 'vitest';
import { Stop } from '../../wasm/toolchain/run.mjs';
import { foundOrInstalled } from './tools/engines.mjs';

const packages = ['firefox-esr'];
const refuse = () => {
  throw new Stop('Missing: firefox-esr.');
};

it('takes the browser that is there, and installs nothing', () => {
  const system = { distribution: 'debian', install: refuse };
  expect(foundOrInstalled('Firefox', () => '/a', packages, system)).toEqual({ program: '/a' });
});

it('installs it on Debian', () => {
  let there: string | undefined;
  const install = (names: string[]): void => void (there = `/usr/bin/${names[0]}`);
  const system = { distribution: 'debian', install };
  const program = '/usr/bin/firefox-esr';
  expect(foundOrInstalled('Firefox', () => there, packages, system)).toEqual({ program });
});

it('says why where it cannot be had: elsewhere, without root, or when something is lacking', () => {
  const why = (distribution: string, install: (names: string[]) => void) =>
    foundOrInstalled('Firefox', () => undefined, packages, { distribution, install });
  expect(why('fedora', refuse)).toEqual({ missing: expect.stringContaining('on Debian alone') });
  expect(why('debian', refuse)).toEqual({ missing: 'Missing: firefox-esr.' });
  expect(why('debian', () => {})).toEqual({ missing: expect.stringContaining('not all of it') });
});
