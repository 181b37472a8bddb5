import { chromium } from 'playwright-core';
import { serve } from './web/server/serve.mjs';
import { readFileSync } from 'node:fs';
const server = await serve({ root: 'dist', mirrors: [], mnistDir: '/work/shared/data/mnist' });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless=new','--no-sandbox','--disable-quic','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync'] });
const drawings = JSON.parse(readFileSync('/work/shared/cases/files/DRAW-01/drawings.json', 'utf8'));
const base = '/work/shared/cases/files/';
const list = Array.isArray(drawings) ? drawings : drawings.drawings;
console.log(Object.keys(drawings).slice(0,5), JSON.stringify(list[0]).slice(0,200));
for (const f of ['SET-01/black-on-white.zip', 'SET-01/white-on-black.zip', 'SET-01/blue-pen-on-white-colour.zip']) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.on('pageerror', (e) => console.log('PAGEERROR', e.message));
  await page.goto(String(server.url ?? server.address ?? `http://127.0.0.1:${server.port}`));
  await page.getByRole('button', { name: 'Train' }).first().waitFor();
  await page.locator('input[type=file]').first().setInputFiles(base + f);
  await page.getByRole('dialog', { name: 'What was found' }).waitFor();
  await page.screenshot({ path: `/tmp/shots/flow-${f.replace(/\W/g,'_')}-dialog.png` });
  await page.getByRole('button', { name: 'Use this data' }).click();
  await page.getByRole('dialog', { name: 'What was found' }).waitFor({ state: 'hidden' });
  await page.waitForTimeout(500);
  const nets = await page.getByRole('combobox', { name: 'Network' }).locator('option').allInnerTexts();
  await page.getByRole('button', { name: 'Train' }).first().click();
  await page.waitForTimeout(9000);
  await page.getByRole('button', { name: 'Pause' }).first().click();
  const acc = await page.getByTestId('test-accuracy').innerText();
  const pad = page.getByRole('img', { name: /Drawing pad/ });
  let right = 0, n = 0;
  for (const d of list) {
    const want = String(d.digit ?? d.label ?? d.name).match(/^\d$/)?.[0]; if (want === undefined) continue;
    const box = await pad.boundingBox();
    for (const s of d.strokes) {
      s.forEach(([x, y], i) => 0);
      await page.mouse.move(box.x + s[0][0]*box.width, box.y + s[0][1]*box.height); await page.mouse.down();
      for (const [x, y] of s) await page.mouse.move(box.x + x*box.width, box.y + y*box.height);
      await page.mouse.up();
    }
    await page.waitForTimeout(120);
    const got = await page.getByTestId('prediction').innerText();
    if (n === 3) await page.screenshot({ path: `/tmp/shots/flow-${f.replace(/\W/g,'_')}-drawn.png` });
    n++; if (got.trim() === want) right++;
    await page.getByRole('button', { name: 'Clear drawing' }).click();
  }
  console.log(f, 'nets', nets.length, 'test acc', acc, 'drawings', right, '/', n);
  await page.close();
}
await browser.close(); process.exit(0);
