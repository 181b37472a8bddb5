import type { Model } from 'receptive';
import type { LessonApi, LessonNet } from '../commands';
import type { LessonAnswer } from '../protocol';
import type { RunHost } from '../../../worker/host/run-host';

export function lessonsService(host: RunHost): LessonApi {
  /** A lesson's networks have a few dozen weights: each question makes its own. */
  async function withModel<T>(net: LessonNet, look: (model: Model, image: Float32Array) => T) {
    const engine = await host.engine();
    const model = engine.model({ ...net.spec, batchSize: 1 });
    try {
      for (const [name, values] of Object.entries(net.values ?? {})) {
        model.setParameter(name, Float32Array.from(values));
      }
      return look(model, Float32Array.from(net.image));
    } finally {
      model.dispose();
    }
  }

  return {
    lesson: (net) => withModel(net, lookAt),
    lessonUnit: (net, layer, place) =>
      withModel(net, (model, image) => model.explain.unit(image, layer, place)),
  };
}

function lookAt(model: Model, image: Float32Array): LessonAnswer {
  const seen = model.inspect(image);
  const layers = new Map(model.layers().map((layer) => [layer.name, layer]));
  return {
    layers: Object.entries(seen).map(([name, { shape, activation }]) => {
      const { type = 'input', note } = layers.get(name) ?? {};
      return { name, type, shape, values: activation, ...(note === undefined ? {} : { note }) };
    }),
    parameters: model.parameters().map(({ name, shape, value }) => ({ name, shape, value })),
  };
}
