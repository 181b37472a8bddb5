/** What can be asked about: a value of a layer's output, or a weight; each by its place in its layer. */
export type Subject =
  | { kind: 'unit'; layer: string; place: number }
  | { kind: 'weight'; layer: string; parameter: string; place: number };

/** Where the camera is, on a window of any size. */
export interface CameraPlace {
  /** How many times as large as when everything is in sight; above 1. */
  near: number;
  /** The middle of the view, as shares of the ground from 0 to 1. */
  x: number;
  y: number;
}

/** Where one looks on the network. */
export interface ShownPlace {
  /** Name of the layer that is looked at closely. */
  layer?: string;
  /** What is explained. */
  explained?: Subject;
  camera?: CameraPlace;
  /** Groups of layers that were opened or folded by hand. */
  unfolded?: readonly (readonly [group: string, open: boolean])[];
}

export function encodePlace(query: URLSearchParams, place: ShownPlace): void {
  const { layer, explained, camera, unfolded = [] } = place;
  if (layer !== undefined) query.set('layer', layer);
  if (explained) query.set('explain', encodeSubject(explained));
  for (const [group, open] of unfolded) query.append(open ? 'open' : 'fold', group);
  if (camera) query.set('near', [camera.near, camera.x, camera.y].join('_'));
}

function encodeSubject(subject: Subject): string {
  const { layer, place } = subject;
  return subject.kind === 'unit' ? `${layer}:${place}` : `${layer}:${subject.parameter}:${place}`;
}
