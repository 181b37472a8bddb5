import { turnsAside } from './exif';
import type { Picture } from './picture';

/** Turned and mirrored as EXIF's orientation says (CIPA DC-008, section 4.6.4). */
export function upright(picture: Picture, orientation: number): Picture {
  if (orientation === 1) return picture;
  const { width, height, channels, data } = picture;
  const aside = turnsAside(orientation);
  const [newWidth, newHeight] = aside ? [height, width] : [width, height];
  const fromRight = [2, 3, 7, 8].includes(orientation);
  const fromBelow = [3, 4, 6, 7].includes(orientation);
  const turned = data.slice();
  for (let y = 0; y < newHeight; ++y) {
    for (let x = 0; x < newWidth; ++x) {
      const [column, row] = aside ? [y, x] : [x, y];
      const from =
        (fromBelow ? height - 1 - row : row) * width + (fromRight ? width - 1 - column : column);
      const to = y * newWidth + x;
      for (let c = 0; c < channels; ++c) turned[to * channels + c] = data[from * channels + c]!;
    }
  }
  return { ...picture, width: newWidth, height: newHeight, data: turned };
}
