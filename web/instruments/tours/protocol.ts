import type { ExampleShape } from 'receptive';

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
