import { build } from './build/manifest';
import { edit } from './edit/manifest';
import { explain } from './explain/manifest';
import { judge } from './judge/manifest';
import { looks } from './looks/manifest';
import type { Manifest } from './manifest';
import { map } from './map/manifest';
import { slide } from './slide/manifest';
import { tours } from './tours/manifest';

/** All instruments, in the order of their tabs and of the help. */
export const manifests: readonly Manifest[] = [
  ...[explain, edit],
  ...[judge, looks, map, slide, build, tours],
];
