import type { Locator } from 'playwright-core';
import { Sheet } from '../../browser/support/data-sheet';
import { patience, type Receptive } from '../../browser/support/receptive';
import { expect } from '../../browser/support/test';
import { readKept, type Kept } from './kept';

export function runsDialog({ page }: Receptive): Locator {
  return page.getByRole('dialog', { name: 'Runs and models' });
}

export async function openRuns(page: Receptive): Promise<Locator> {
  await page.page.getByRole('button', { name: 'Runs', exact: true }).click();
  await runsDialog(page).waitFor();
  return runsDialog(page);
}

export async function trains(page: Receptive): Promise<void> {
  await page.train.click();
  await page.goesOn();
}

/** Everything that is to be read on the page is meant for a visitor. */
export async function readsWell({ page }: Receptive): Promise<void> {
  const text = await page.locator('body').innerText();
  expect(text).not.toMatch(/\bNaN\b|\bundefined\b|\[object|Infinity/);
}

/** A run, a copy of it and a set are kept; answers with what the browser has of them. */
export async function keepSome(page: Receptive): Promise<Kept> {
  await trains(page);
  await page.rest();
  const runs = await openRuns(page);
  await runs.getByRole('textbox', { name: 'Name of the copy' }).fill('For later');
  await runs.getByRole('button', { name: 'Keep a copy' }).click();
  await runs.getByText('For later', { exact: true }).waitFor();
  await page.page.keyboard.press('Escape');
  await makeSet(page, 'Crosses');
  await page.page.keyboard.press('Escape');
  page.watch.tolerate(/favicon\.ico/);
  const beside = await page.page.context().newPage();
  await beside.goto(new URL('service-worker.js', page.page.url()).href);
  const kept = await readKept(beside);
  await beside.close();
  return kept;
}

export async function makeSet(page: Receptive, title: string): Promise<Sheet> {
  const sheet = new Sheet(page.page);
  await page.dataSet.selectOption('new');
  await sheet.dialog.getByRole('textbox', { name: 'Title' }).fill(title);
  await sheet.dialog.getByRole('textbox', { name: 'Name of class 1' }).fill('cross');
  await sheet.dialog.getByRole('textbox', { name: 'Name of class 2' }).fill('round');
  await sheet.button('Make it, and add pictures').click();
  await sheet.button('Train on it').waitFor();
  return sheet;
}

/** What `keepSome` kept is there, whole. */
export async function hasKept(page: Receptive): Promise<void> {
  const sets = () => page.dataSet.locator('option').allTextContents();
  await expect.poll(sets, patience).toContain('Crosses (unfinished)');
  const runs = await openRuns(page);
  await runs.getByText('For later', { exact: true }).waitFor();
  const said = (await runs.innerText()).replace(/\s+/g, ' ');
  expect(said).not.toMatch(/damaged|cannot be read|could not be/);
  await page.page.keyboard.press('Escape');
}
