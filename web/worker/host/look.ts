import type { Engine, LayerInfo, Model, ModelSpec } from 'receptive';
import type { PictureChoice } from '../../protocol/messages';
import type { DataSet } from '../data/data-set';
import type { Picture } from '../picture/frames';
import type { Session } from '../run/session';

/** What is looked at: a network at some step, and the data and pictures that it is shown. */
export interface Look {
  readonly run: number;
  /** Steps that the network had trained. */
  readonly step: number;
  readonly model: Model;
  readonly spec: ModelSpec;
  readonly layers: readonly LayerInfo[];
  readonly data: DataSet;
  /** The engine that the network is of, for others beside it. */
  readonly engine: Engine;
  /** What was drawn last, in the data's range. */
  readonly drawn: Float32Array | undefined;
  picture(choice: PictureChoice): Picture;
  /** Lets messages and training have a turn; throws when the run is over meanwhile. */
  giveWay(): Promise<void>;
}

const looks = new WeakMap<Session, Look>();

/** At a run as it is now; one for each run. */
export function lookAt(session: Session): Look {
  const known = looks.get(session) ?? present(session);
  looks.set(session, known);
  return known;
}

function present(session: Session): Look {
  const { run, data, engine, pictures } = session;
  return {
    ...{ run, data, engine },
    model: session.network.model,
    get step() {
      return session.progress.steps;
    },
    get spec() {
      return session.network.spec;
    },
    get layers() {
      return session.network.layers;
    },
    get drawn() {
      return pictures.drawn;
    },
    picture: (choice) => pictures.of(choice),
    giveWay: () => session.giveWay(),
  };
}
