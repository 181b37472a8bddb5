/** How strokes become a picture like those of the data set: its stages, each of which can be left out. */
export interface Reading {
  /** Lines as wide, against the figure, as those of the data. Off: the pen as it is seen. */
  pen: boolean;
  /** Crop to the ink. Off: all of the pad is taken. */
  crop: boolean;
  /** The longer side becomes 20 of 28 pixels. Off: as large as it was drawn. */
  scale: boolean;
  /** The centre of mass comes into the middle. Off: it stays where it was drawn. */
  centre: boolean;
  /** Several figures on the pad are found and read one by one. */
  several: boolean;
}

export const fullReading: Reading = {
  pen: true,
  crop: true,
  scale: true,
  centre: true,
  several: true,
};

/** The stages in their order. */
export const stageNames = ['pen', 'crop', 'scale', 'centre'] as const;

export type StageName = (typeof stageNames)[number];

/** How many of some generated drawings the present network reads right, with and without stages. */
export interface ReadingReport {
  run: number;
  /** Steps that the network had trained. */
  step: number;
  drawings: number;
  /** Share read right with the stages as they are set, 0..1. */
  asSet: number;
  /** With this stage switched the other way and the rest as set. */
  switched: Record<StageName, number>;
}
