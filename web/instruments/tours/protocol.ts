import type { ExampleShape, ModelSpec, UnitArithmetic } from 'receptive';

/** A small network of a lesson: its weights and its picture are written down. */
export interface LessonNet {
  spec: ModelSpec;
  /** Values of parameters by name, where they are not in the specification. */
  values?: Record<string, readonly number[]>;
  /** Channel-major. */
  image: readonly number[];
}

/** What one layer gives; 'input' is the picture. */
export interface LessonLayer {
  name: string;
  type: string;
  shape: ExampleShape;
  values: Float32Array;
  /** What the engine has to say of the layer: windows that leave pixels unread. */
  note?: string;
}

export interface LessonAnswer {
  /** The picture first. */
  layers: LessonLayer[];
  parameters: { name: string; shape: number[]; value: Float32Array }[];
}

/** Networks of lessons, computed by the engine beside the run that goes on. */
export interface LessonApi {
  /** Throws what the engine says where the layers do not fit together. */
  lesson(net: LessonNet): Promise<LessonAnswer>;
  /** One value written out. */
  lessonUnit(net: LessonNet, layer: string, place: number): Promise<UnitArithmetic>;
}
