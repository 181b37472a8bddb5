import { proxy } from 'comlink';
import type { WorkerApi } from '../shared/messages';
import { remote, worker } from './start';

/**
 * The commands of the worker that owns the engine as an ordinary object: callbacks become Comlink
 * proxies.
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
    draw: (run, drawing, reading) => remote.draw(run, drawing, reading),
    measureReading: (run, reading) => remote.measureReading(run, reading),
    pretrained: (run) => remote.pretrained(run),
    setAugmentation: (run, augmentation) => remote.setAugmentation(run, augmentation),
    augmented: (run, picture, count) => remote.augmented(run, picture, count),

    mnistAvailability: () => remote.mnistAvailability(),
    loadMnist: (source, progress) => remote.loadMnist(source, proxy(progress)),
    cancelLoading: () => remote.cancelLoading(),
    dataSets: () => remote.dataSets(),
    openFiles: (files, progress) => remote.openFiles(files, proxy(progress)),
    createSet: (wanted) => remote.createSet(wanted),
    renameSet: (id, names) => remote.renameSet(id, names),
    removeSet: (id) => remote.removeSet(id),
    exportSet: (id) => remote.exportSet(id),
    addDrawing: (id, label, drawing) => remote.addDrawing(id, label, drawing),
    addPicture: (id, label, pixels) => remote.addPicture(id, label, pixels),
    summarise: (id) => remote.summarise(id),
    browse: (request) => remote.browse(request),
    relabel: (id, split, index, label) => remote.relabel(id, split, index, label),
    removePictures: (id, split, indices) => remote.removePictures(id, split, indices),
    undoChange: (id) => remote.undoChange(id),
  };
}
