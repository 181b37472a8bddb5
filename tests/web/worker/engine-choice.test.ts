import { withSettings } from '../../../web/protocol/settings';
import { load, ReceptiveError, type Engine } from 'receptive';
import { describe, expect, it } from 'vitest';
import type { EngineChoice } from '../../../web/protocol/engine';
import { dataSetOf } from '../../../web/worker/data/data-set';
import { copyDataSet } from '../../../web/worker/data/move';
import { experiment, newService, request } from './service-harness';
import { engine, Watch } from './watched-engine';

/** A worker whose engines all are the plain build, and which it asked for. */
function worker(start: (choice: EngineChoice) => Partial<Engine> | Error = () => ({})) {
  const asked: EngineChoice[] = [];
  const watches: Watch[] = [];
  const service = newService({
    async loadEngine(choice) {
      asked.push(choice);
      const answer = start(choice);
      if (answer instanceof Error) throw answer;
      const watch = new Watch(await load({ variant: 'simd' }), answer);
      watches.push(watch);
      return watch.engine;
    },
  });
  return { service, asked, watches };
}

describe('the engine of a link', () => {
  it('is asked for, and the answer tells what there is', async () => {
    const { service, asked } = worker();
    const info = await service.load({ engine: { variant: 'simd', threads: 2 } });
    expect(asked).toEqual([{ variant: 'simd', threads: 2 }]);
    expect(info).toMatchObject({ variant: 'simd', threads: 1, processors: 2 });
    expect(info.variants[0]).toMatchObject({ variant: 'simd-threads', threads: true });
    expect(info.fallback).toBeUndefined();
  });

  it.each([
    [
      'simd-threads',
      'The engine “SIMD, threads” cannot run here: there is no cross-origin isolation.',
    ],
    ['relaxed-simd', 'The engine “Relaxed SIMD” could not be started (broken).'],
  ] as const)('gives way when it is %s, which does not start', async (variant, sentence) => {
    const { service, asked } = worker((choice) =>
      choice.variant === 'auto' ? {} : new Error('broken'),
    );
    const info = await service.load({ engine: { variant } });
    expect(asked.at(-1)).toEqual({ variant: 'auto' });
    expect(info.fallback).toBe(sentence);
  });

  it('says why a faster engine of the loader does not run', async () => {
    const { service } = worker(() => ({ fallback: 'no threads' }));
    expect((await service.load()).fallback).toBe(
      'A faster engine could not be started (no threads).',
    );
  });
});

describe('where no engine starts', () => {
  const cannot = (reason: string, cause: Error, code: 'fetch' | 'internal' = 'internal') =>
    Object.assign(new ReceptiveError(code, `it cannot: simd: ${reason}`), { cause });
  const load = (error: Error, changes: Parameters<typeof newService>[0] = {}) =>
    newService({ loadEngine: () => Promise.reject(error), ...changes }).load({
      site: 'https://school.example/net/',
      engine: { variant: 'auto' },
    });

  it('names a filter that answers in place of the file, and the way out', async () => {
    const answered = 'the host answered 403';
    const parts = { argument: 'status', expected: '200', found: '403' };
    const error = cannot(answered, new ReceptiveError('internal', answered, parts));
    await expect(load(error)).rejects.toThrow(
      /its file \(\.wasm\) was answered with 403.* filter .* files of school\.example pass.*npm start/,
    );
  });

  it('names a filter that alters or cuts the file', async () => {
    const page = new TextEncoder().encode('<h1>Blocked</h1>');
    const cause = await WebAssembly.compile(page).catch((error: unknown) => error as Error);
    expect(cause).toBeInstanceOf(WebAssembly.CompileError);
    await expect(load(cannot('expected magic word', cause as Error))).rejects.toThrow(
      /its file \(\.wasm\) arrived cut off, or as something else\. A filter/,
    );
  });

  it('asks for the connection where nothing came', async () => {
    await expect(load(cannot('no files', new Error(), 'fetch'))).rejects.toThrow(
      /could not be fetched: there is no connection, or a filter/,
    );
  });

  it('tells an older browser which ones have what it lacks', async () => {
    const variants = async () => [
      { variant: 'simd' as const, threads: false, lacks: ['WebAssembly SIMD'] },
    ];
    await expect(load(new Error('a host that has'), { variants })).rejects.toThrow(
      'This browser is too old for the engine: it has no WebAssembly SIMD. Use Chrome and Edge 95, ' +
        'Firefox 114 and Safari 16.4, or newer ones.',
    );
  });
});

describe('another engine', () => {
  it('takes the run along, and nothing stays in the one before', async () => {
    const { service, watches } = worker();
    await service.setUp(1, experiment);
    await service.step(1);
    await service.useEngine({ variant: 'simd' });
    expect(watches[0]!.left).toBe(0);
    await expect(service.step(1)).rejects.toThrow('Run 1 is over');
    await service.setUp(2, experiment);
    expect(watches[1]!.specs).toHaveLength(1);
    await service.step(2);
    expect((await service.frame(request(2))).step).toBe(2);
  });

  it('that does not start leaves the one before at work', async () => {
    let broken = false;
    const { service, watches } = worker(() => (broken ? new Error('no memory') : {}));
    await service.setUp(1, experiment);
    broken = true;
    await expect(service.useEngine({ variant: 'simd' })).rejects.toThrow('no memory');
    await service.step(1);
    expect(watches[0]!.left).toBeUndefined();
  });

  it('that could not be fetched is refused in a sentence, whether chosen or of a link', async () => {
    const sentence =
      'The engine “Relaxed SIMD” could not be fetched. Without a connection there is the one that ' +
      'runs, and “SIMD”.';
    const without = () =>
      worker(({ variant }) =>
        variant === 'relaxed-simd' ? new ReceptiveError('fetch', 'no files') : {},
      ).service;
    const running = without();
    await running.setUp(1, experiment);
    await expect(running.useEngine({ variant: 'relaxed-simd' })).rejects.toThrow(sentence);
    await running.step(1);
    const linked = await without().load({ engine: { variant: 'relaxed-simd' } });
    expect(linked.fallback).toBe(sentence);
  });

  it('goes on where the one before was, to the bit', async () => {
    const engines: Engine[] = [];
    const service = newService({
      async loadEngine({ variant, threads = 2 }) {
        const engine = await load({ variant, threads });
        engines.push(engine);
        return engine;
      },
    });
    const xo = withSettings(experiment, { seed: 4 });
    await service.setUp(1, xo);
    for (let i = 0; i < 3; ++i) await service.step(1);
    const before = await service.frame(request(1));
    const info = await service.useEngine({ variant: 'simd' });
    expect(info).toMatchObject({ variant: 'simd', threads: 1 });
    await service.setUp(2, xo);
    const after = await service.frame(request(2));
    const weights = (frame: typeof before) => frame.layers.map(({ filters }) => filters?.values);
    expect(weights(after)).toEqual(weights(before));
    expect(after.step).toBe(3);
    expect(after.training).toEqual(before.training);
    // Reset means the start, not what was carried over.
    await service.setUp(3, xo);
    expect(weights(await service.frame(request(3)))).not.toEqual(weights(before));
    for (const engine of engines) engine.dispose();
  });

  it('gets an exact copy of pictures that cannot be had anew', async () => {
    const other = await load({ variant: 'simd' });
    const put = (count: number) => () =>
      engine.bytesDataset({
        channels: 1,
        height: 7,
        width: 5,
        classNames: ['a', 'b', 'c', 'd'],
        pixels: Uint8Array.from({ length: count * 35 }, (_, i) => (i * 37) % 256),
        labels: Uint8Array.from({ length: count }, (_, i) => i % 4),
      });
    const data = dataSetOf({ id: 'mnist', title: '', origin: '' }, put(1300), put(20));
    const copy = copyDataSet(data, other);
    expect(copy.train.read()).toEqual(data.train.read());
    expect(copy.test.read()).toEqual(data.test.read());
    expect(copy.info).toEqual(data.info);
  });
});
