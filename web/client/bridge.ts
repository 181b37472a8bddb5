import { proxy, transfer } from 'comlink';
import type { WorkerApi } from '../shared/messages';
import { remote, worker } from './start';

/**
 * The commands of the worker that owns the engine as an ordinary object: callbacks become Comlink
 * proxies, and a drawing's ink is handed over instead of copied.
 */
export function connect(onCrash: (message: string) => void): WorkerApi {
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    onCrash(
      `The engine stopped: ${event.message || 'its worker could not be loaded'}. Reload the page to start it again.`,
    );
  });
  return {
    load: (request) => remote.load(request),
    useEngine: (choice) => remote.useEngine(choice),
    setUp: (run, experiment) => remote.setUp(run, experiment),
    train: (run, speed) => remote.train(run, speed),
    pause: (run) => remote.pause(run),
    step: (run) => remote.step(run),
    setLearningRate: (run, rate) => remote.setLearningRate(run, rate),
    setBatchSize: (run, size) => remote.setBatchSize(run, size),
    setOptimizer: (run, type, momentum) => remote.setOptimizer(run, type, momentum),
    frame: (request) => remote.frame(request),
    draw: (run, drawing) => remote.draw(run, transfer(drawing, [drawing.ink.buffer])),
    mnistAvailability: () => remote.mnistAvailability(),
    loadMnist: (source, progress) => remote.loadMnist(source, proxy(progress)),
    cancelLoading: () => remote.cancelLoading(),
    openIdxFiles: (files, progress) => remote.openIdxFiles(files, proxy(progress)),
  };
}
