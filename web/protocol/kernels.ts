/** Filters that people have written by hand, to put in the place of a learned one. */

export type KernelScale = 'asPublished' | 'asLayer';

interface Kernel {
  title: string;
  /** What it does, and where it comes from. */
  about: string;
  /** Rows of the 3 x 3 form. */
  rows: readonly (readonly number[])[];
}

const kernelTable = {
  identity: {
    title: 'Identity',
    about: 'Copies the picture: a 1 in the middle.',
    rows: [
      [0, 0, 0],
      [0, 1, 0],
      [0, 0, 0],
    ],
  },
  edge: {
    title: 'Edge',
    about: 'The middle against all eight neighbours: 0 on even ground, large at any edge or point.',
    rows: [
      [-1, -1, -1],
      [-1, 8, -1],
      [-1, -1, -1],
    ],
  },
  sobelX: {
    title: 'Sobel, left to right',
    about: 'Brighter to the right gives a positive value: vertical edges (Sobel and Feldman 1968).',
    rows: [
      [-1, 0, 1],
      [-2, 0, 2],
      [-1, 0, 1],
    ],
  },
  sobelY: {
    title: 'Sobel, top to bottom',
    about: 'Brighter below gives a positive value: horizontal edges (Sobel and Feldman 1968).',
    rows: [
      [-1, -2, -1],
      [0, 0, 0],
      [1, 2, 1],
    ],
  },
  blur: {
    title: 'Blur',
    about: 'A weighted mean of the neighbourhood, 1/16, 1/8 and 1/4: the sum is 1.',
    rows: [
      [1 / 16, 1 / 8, 1 / 16],
      [1 / 8, 1 / 4, 1 / 8],
      [1 / 16, 1 / 8, 1 / 16],
    ],
  },
  sharpen: {
    title: 'Sharpen',
    about: 'The picture plus its difference from the four neighbours: the sum is 1.',
    rows: [
      [0, -1, 0],
      [-1, 5, -1],
      [0, -1, 0],
    ],
  },
  laplacian: {
    title: 'Laplacian',
    about: 'The second difference down and across: 0 on even ground and on even slopes.',
    rows: [
      [0, 1, 0],
      [1, -4, 1],
      [0, 1, 0],
    ],
  },
  lessonA: {
    title: 'X and O lesson: A',
    about: 'A stroke that falls to the right, as one arm of an X does.',
    rows: [
      [1, -1, -1],
      [-1, 1, -1],
      [-1, -1, 1],
    ],
  },
  lessonB: {
    title: 'X and O lesson: B',
    about: 'A small X: the crossing in the middle.',
    rows: [
      [1, -1, 1],
      [-1, 1, -1],
      [1, -1, 1],
    ],
  },
  lessonC: {
    title: 'X and O lesson: C',
    about: 'A stroke that rises to the right, as the other arm of an X does.',
    rows: [
      [-1, -1, 1],
      [-1, 1, -1],
      [1, -1, -1],
    ],
  },
} satisfies Record<string, Kernel>;

export type KernelName = keyof typeof kernelTable;

export const kernels: Record<KernelName, Kernel> = kernelTable;
export const kernelNames = Object.keys(kernels) as KernelName[];

export function isLesson(name: KernelName): boolean {
  return name.startsWith('lesson');
}

/** Known filters for windows of this size: the lesson's are 3 x 3, all need a middle. */
export function kernelsFor(height: number, width: number): KernelName[] {
  if (height * width === 1) return [];
  return kernelNames.filter((name) => !isLesson(name) || (height === 3 && width === 3));
}

/** How a 3 x 3 filter is written into a window of another size, in words; '' where nothing is done. */
export function fitWords(height: number, width: number): string {
  if (height === 3 && width === 3) return '';
  const even = height % 2 === 0 || width % 2 === 0;
  const side = even ? ' (half a square up and left of the middle: the side is even)' : '';
  if (height < 3 || width < 3) return `Cut to the ${height}×${width} squares around its middle.`;
  return `Written as 3×3 in the middle of the ${height}×${width} window${side}, zeros around it.`;
}

/** The values of a known filter in a window of any size, row by row. */
export function kernelValues(name: KernelName, height: number, width: number): number[] {
  const { rows } = kernels[name];
  const top = Math.floor((height - 3) / 2);
  const left = Math.floor((width - 3) / 2);
  return Array.from({ length: height * width }, (_, i) => {
    const row = rows[Math.floor(i / width) - top];
    return row?.[(i % width) - left] ?? 0;
  });
}
