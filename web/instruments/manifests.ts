import { build } from './build/manifest';
import { judge } from './judge/manifest';
import { looks } from './looks/manifest';
import type { Manifest } from './manifest';
import { map } from './map/manifest';
import { slide } from './slide/manifest';
import { tours } from './tours/manifest';

/** The instruments that have a tab, in the order of the tabs. What they do is in commands.ts. */
export const manifests: readonly Manifest[] = [judge, looks, map, slide, build, tours];
