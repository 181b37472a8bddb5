import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from '../../../web/server/policy.mjs';

const page = readFileSync(new URL('../../../web/client/index.html', import.meta.url), 'utf8');
const meta = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(page)?.[1] ?? '';
const header = contentSecurityPolicy(page);
const rules = (policy: string) => policy.split('; ');

describe('the content security policy', () => {
  it('is the same in the page and in its header, but for what a page cannot say of itself', () => {
    const only = rules(header).filter((rule) => !rules(meta).includes(rule));
    expect(only).toEqual(["frame-ancestors 'self'"]);
    expect(rules(meta).filter((rule) => !rules(header).includes(rule))).toEqual([]);
  });

  it('allows nothing that is not named', () => {
    expect(rules(header)[0]).toBe("default-src 'none'");
    expect(header).not.toMatch(/\*|http:|'unsafe-eval'/);
    expect(/script-src ([^;]*)/.exec(header)?.[1]).toBe("'self' 'wasm-unsafe-eval'");
  });

  it('lets requests go to the mirrors of MNIST only', () => {
    const hosts = [...header.matchAll(/https:\/\/\S+/g)].map(([host]) => host.replace(/;$/, ''));
    expect(hosts.sort()).toEqual(['https://cdn.jsdelivr.net', 'https://raw.githubusercontent.com']);
  });
});
