import type { DecodedPicture, Looking } from 'receptive/files';
import { here } from './world.js';

export const table = new TextEncoder().encode(
  ['label,a,b,c,d,e,f,g,h,i']
    .concat(Array.from({ length: 20 }, (_, i) => `${i % 2},${i},7,200,9,1,2,3,4,5`))
    .join('\n'),
);

export const picture = (): DecodedPicture => ({
  width: 2,
  height: 2,
  channels: 1,
  bits: 8,
  data: Uint8Array.of(0, 90, 180, 255),
});

/** A looking on its way. */
export const stages = [
  'begin',
  'reading',
  'read',
  'found',
  'taking',
  'given',
  'taken',
  'pictures',
] as const;
export type Stage = (typeof stages)[number];
export function newLooking(at: Stage): Looking {
  const looking = here.files.look();
  if (at === 'begin') return looking;
  if (at === 'pictures') {
    for (let i = 0; i < 20; ++i) {
      const path = `${i % 2 ? 'cats' : 'dogs'}/${i}.png`;
      looking.addPicture({ path, width: 2, height: 2 });
    }
    looking.nextWish();
    for (const file of looking.wantedSamples()) {
      looking.sample(file, picture());
    }
    looking.find({});
    looking.take();
    return looking;
  }
  looking.add('pets.csv', table.length, table);
  looking.nextWish();
  if (at === 'reading') return looking;
  looking.content(table);
  looking.contentEnd();
  looking.nextWish();
  if (at === 'read') return looking;
  looking.find({});
  if (at === 'found') return looking;
  looking.take();
  if (at === 'taking') return looking;
  looking.takeContent(0, table, each);
  if (at === 'given') return looking;
  looking.takeContentEnd(0, each);
  return looking;
}
export const each = () => undefined;
