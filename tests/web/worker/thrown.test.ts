import { expose, wrap } from 'comlink';
import { ReceptiveError } from 'receptive';
import { afterAll, expect, it } from 'vitest';
import { problemOf } from '../../../web/protocol/errors';
import { sendErrorParts } from '../../../web/worker/host/thrown';
import { engine } from './watched-engine';

const { port1, port2 } = new MessageChannel();
afterAll(() => port1.close());

it('an error of the engine reaches the page with its parts', async () => {
  sendErrorParts();
  const api = {
    build: () =>
      void engine.describe({
        input: [1, 2, 2],
        layers: [{ type: 'conv2d', name: 'first', filters: 1, kernelSize: 3 }],
      }),
    plain: (): void => {
      throw Object.assign(new Error('A sentence.'), { code: 5, where: undefined });
    },
  };
  expose(api, port1);
  const page = wrap<typeof api>(port2);

  const thrown: unknown = await page.build().then(undefined, (error: unknown) => error);
  expect(thrown).toBeInstanceOf(Error);
  expect(problemOf(thrown)).toMatchObject({
    code: 'spec',
    where: 'first',
    argument: 'window',
    found: '3',
  });
  expect(problemOf(thrown).expected).toMatch(/height of 2/);
  // As the package throws it here.
  const here: unknown = await Promise.resolve()
    .then(api.build)
    .then(undefined, (error: unknown) => error);
  expect(here).toBeInstanceOf(ReceptiveError);
  expect(problemOf(thrown)).toEqual(problemOf(here));

  await expect(page.plain().catch(problemOf)).resolves.toEqual({ message: 'A sentence.' });
  expect(problemOf('a text')).toEqual({ message: 'a text' });
});
