import { chromium } from 'playwright-core';
import { serve } from './web/server/serve.mjs';
import { readdirSync, statSync, existsSync } from 'node:fs';
import { join } from 'node:path';
const server = await serve({ root: 'dist', mirrors: [], mnistDir: '/work/shared/data/mnist' });
const address = server.url ?? server.address ?? `http://127.0.0.1:${server.port}`;
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless=new','--no-sandbox','--disable-quic','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync'] });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
page.on('pageerror', (e) => console.log('PAGEERROR', e.message));
page.on('console', (m) => m.type() === 'error' && console.log('CONSOLE', m.text()));
await page.goto(typeof address === 'string' ? address : String(address));
await page.getByRole('button', { name: 'Train' }).first().waitFor();
const base = '/work/shared/cases/files/';
const want = process.argv.slice(2);
const jobs = [];
for (const id of readdirSync(base)) {
  if (!/^(IDX|NPZ|CSV|PIC|ZIP|SET)/.test(id)) continue;
  if (want.length && !want.some((w) => id.startsWith(w))) continue;
  const walk = (d) => readdirSync(d).flatMap((f) => statSync(join(d, f)).isDirectory() ? walk(join(d, f)) : [join(d, f)]);
  const files = walk(join(base, id));
  for (const f of files) if (!/(ubyte|imgs|labels)/.test(f) ) jobs.push([f]);
  if (id === 'IDX-01' || id === 'IDX-02') jobs.push(files.filter((f) => /ubyte/.test(f)));
  if (id === 'IDX-04') jobs.push(files.filter((f) => /ubyte/.test(f)), files.filter((f) => !/zip/.test(f)));
  if (id === 'NPZ-01') jobs.push(files, files.filter((f) => /train/.test(f)));
  if (id === 'CSV-01') jobs.push(files.filter((f) => /csv/.test(f)));
  if (id === 'CSV-03') jobs.push(files.filter((f) => /opt/.test(f)));
  if (id === 'CSV-04') jobs.push(files);
}
for (const files of jobs) {
  const t0 = Date.now();
  await page.locator('input[type=file]').first().setInputFiles(files);
  const dialog = page.getByRole('dialog', { name: 'What was found' });
  const alert = page.getByRole('alert');
  let out = '';
  for (let i = 0; i < 600; ++i) {
    await page.waitForTimeout(50);
    if (await dialog.isVisible()) { out = (await dialog.innerText()).replace(/\s*\n\s*/g, ' | '); break; }
    if (await alert.count() && (await alert.first().innerText()).trim()) { out = 'ALERT ' + (await alert.first().innerText()); break; }
  }
  console.log(`== ${files.map((f) => f.slice(base.length)).join(' + ').slice(0, 90)} (${Date.now() - t0} ms)\n   ${out.slice(0, 900)}`);
  if (await dialog.isVisible()) {
    if (process.env.SHOT) await page.screenshot({ path: `/tmp/shots/${files[0].slice(base.length).replace(/\W/g, '_')}.png` });
    await page.getByRole('button', { name: 'Cancel' }).last().click();
    await dialog.waitFor({ state: 'hidden' });
  } else { await page.reload(); await page.getByRole('button', { name: 'Train' }).first().waitFor(); }
}
await browser.close(); process.exit(0);
