import type { CameraPlace, ShownPlace, Subject } from './link-place';

/** Nobody opens more by hand, and no camera comes nearer. */
const most = { groups: 64, near: 1000 };

/** Reads what `encodePlace` wrote; what cannot be read is told of and left out. */
export function decodePlace(query: URLSearchParams, problems: string[]): ShownPlace {
  const place: ShownPlace = {};
  const layer = query.get('layer');
  if (layer !== null) place.layer = layer;
  const asked = query.get('explain');
  const explained = asked === null ? undefined : decodeSubject(asked);
  if (explained) place.explained = explained;
  else if (asked !== null) problems.push('In the link: explain must be layer:number.');
  const near = query.get('near');
  const camera = near === null ? undefined : decodeCamera(near);
  if (camera) place.camera = camera;
  else if (near !== null) problems.push('In the link: near must be three numbers.');
  const unfolded = (['open', 'fold'] as const).flatMap((field) =>
    query.getAll(field).map((group) => [group, field === 'open'] as const),
  );
  if (unfolded.length > 0) place.unfolded = unfolded.slice(0, most.groups);
  return place;
}

function decodeSubject(text: string): Subject | undefined {
  const [, layer, parameter, digits] = /^([^:]+)(?::([^:]+))?:(\d{1,9})$/.exec(text) ?? [];
  if (layer === undefined) return undefined;
  const place = Number(digits);
  return parameter === undefined
    ? { kind: 'unit', layer, place }
    : { kind: 'weight', layer, parameter, place };
}

function decodeCamera(text: string): CameraPlace | undefined {
  const numbers = text.split('_');
  if (numbers.length !== 3 || !numbers.every((one) => /^\d+(\.\d+)?$/.test(one))) return undefined;
  const [near, x, y] = numbers.map(Number) as [number, number, number];
  return near > 1 && near <= most.near && x <= 1 && y <= 1 ? { near, x, y } : undefined;
}
