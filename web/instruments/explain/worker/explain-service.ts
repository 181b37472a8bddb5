import type { ExampleShape, GradientPart } from 'receptive';
import type { ExplainApi } from '../commands';
import type { ExplainedAt, Reader } from '../protocol';
import type { PictureChoice } from '../../../protocol/messages';
import type { RunHost, Look } from '../../../worker/host/run-host';

/** A picture to explain; a drawing's label is what the visitor says that it is meant to be. */
interface Subject {
  look: Look;
  image: Float32Array;
  at: ExplainedAt;
}

export function explainService(host: RunHost): ExplainApi {
  const subjectOf = (run: number, picture: PictureChoice, label?: number): Subject => {
    const look = host.look(run);
    const shown = look.picture(picture);
    const at = { run, step: look.step, label: label ?? shown.label ?? -1 };
    return { look, image: shown.image, at };
  };
  /** As above, and there is a label for the loss to compare with. */
  const judgedSubjectOf = (run: number, picture: PictureChoice, label?: number): Subject => {
    const subject = subjectOf(run, picture, label);
    if (subject.at.label < 0) {
      throw new Error(
        'Gradients need to know what the drawing is meant to be. Say which class it is.',
      );
    }
    return subject;
  };
  /** By run and layer: how a layer computes never changes, and asking costs a pass. */
  const known = new WeakMap<Look, Map<string, Reader>>();
  const readerOf = ({ look, image }: Subject, { layer, places }: GradientPart): Reader => {
    const readers = known.get(look) ?? new Map<string, Reader>();
    known.set(look, readers);
    let reader = readers.get(layer);
    if (!reader) {
      const { explain } = look.model;
      const { rule, window } = explain.unit(image, layer, places[0] ?? 0);
      reader = { rule, windowed: window !== undefined };
      readers.set(layer, reader);
    }
    return reader;
  };
  return {
    explainUnit: async (run, picture, layer, place) => {
      const { look, image, at } = subjectOf(run, picture);
      return { ...at, unit: look.model.explain.unit(image, layer, place) };
    },
    explainGradient: async (run, picture, layer, place, label) => {
      const subject = judgedSubjectOf(run, picture, label);
      const { look, image, at } = subject;
      const { explain } = look.model;
      const {
        pictureLoss: loss,
        answer,
        ...gradient
      } = explain.gradient(image, at.label, layer, place);
      const readers = Object.fromEntries(
        gradient.parts.map((part) => [part.layer, readerOf(subject, part)]),
      );
      return { ...at, gradient, readers, loss, probabilities: answer };
    },
    explainWeight: async (run, picture, parameter, place, label) => {
      const { look, image, at } = judgedSubjectOf(run, picture, label);
      const { explain } = look.model;
      return { ...at, weight: explain.weight(image, at.label, parameter, place) };
    },
    reach: async (run, layer, place) => host.look(run).model.explain.reach(layer, place),
    curve: async (layer, inputs) => {
      const engine = await host.engine();
      const input: ExampleShape = [1, 1, inputs.length];
      const model = engine.model({ input, layers: [layer], batchSize: 1 });
      try {
        return Object.values(model.inspect(Float32Array.from(inputs))).at(-1)!.activation;
      } finally {
        model.dispose();
      }
    },
  };
}
