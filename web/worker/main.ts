import * as Comlink from 'comlink';
import { load, variants } from 'receptive';
import type { FrameRequest, LoadProgress, WorkerApi } from '../shared/messages';
import { browserStore } from './data/store';
import { messageTurns } from './loop';
import { Service } from './service';
import { buffersOf } from './transfer';

const service = new Service({
  loadEngine: ({ variant, threads }) =>
    load({ variant, ...(threads === undefined ? {} : { threads }) }),
  variants,
  processors: navigator.hardwareConcurrency,
  turns: messageTurns(),
  warmUp: true,
  site: new URL('../', self.location.href).href,
  mnist: { store: browserStore() },
});

/** Frames and drawings leave with their buffers; nobody here uses them afterwards. */
const api: WorkerApi = {
  load: (request) => service.load(request),
  useEngine: (choice) => service.useEngine(choice),
  setUp: (run, experiment) => service.setUp(run, experiment),
  train: (run, speed) => service.train(run, speed),
  pause: (run) => service.pause(run),
  step: (run) => service.step(run),
  setLearningRate: (run, rate) => service.setLearningRate(run, rate),
  setBatchSize: (run, size) => service.setBatchSize(run, size),
  setOptimizer: (run, type, momentum) => service.setOptimizer(run, type, momentum),
  async frame(request: FrameRequest) {
    const frame = await service.frame(request);
    return Comlink.transfer(frame, buffersOf(frame));
  },
  async draw(run, drawing) {
    const answer = await service.draw(run, drawing);
    return Comlink.transfer(answer, buffersOf(answer));
  },
  mnistAvailability: () => service.mnistAvailability(),
  loadMnist: (source, progress) =>
    withCallback(progress, (report) => service.loadMnist(source, report)),
  cancelLoading: () => service.cancelLoading(),
  openIdxFiles: (files, progress) =>
    withCallback(progress, (report) => service.openIdxFiles(files, report)),
};

Comlink.expose(api);

/**
 * `progress` is a function of the page behind a channel: it answers with a promise, which nobody
 * waits for, and the channel is closed when the load is over.
 */
async function withCallback<T>(
  progress: (p: LoadProgress) => void,
  load: (report: (p: LoadProgress) => void) => Promise<T>,
): Promise<T> {
  const remote = progress as unknown as Comlink.Remote<(p: LoadProgress) => void>;
  try {
    return await load((report) => {
      Promise.resolve(remote(report)).catch(() => undefined);
    });
  } finally {
    remote[Comlink.releaseProxy]();
  }
}
