import type { EditApi } from '../commands';
import type { FilterView, FrozenFilters } from '../protocol';
import type { RunHost, Session } from '../../../worker/host/run-host';
import {
  filterLayouts,
  freezeFilter,
  frozenOf,
  kernelChange,
  layoutAt,
  readFilter,
  writeFilter,
  type FilterLayout,
} from './filters';
import { quickTest } from './quick-test';

export function editService(host: RunHost): EditApi {
  /** Runs whose weights were changed since their last measurement. */
  const edited = new WeakSet<Session>();

  function layoutsOf({ network, data }: Session): FilterLayout[] {
    const { channels, height, width } = data.info;
    return filterLayouts(network.layers, [channels, height, width]);
  }

  function viewOf(session: Session, layout: FilterLayout, index: number): FilterView {
    const { run, progress, network } = session;
    const filter = readFilter(network.model, layout, index);
    return { run, step: progress.steps, ...filter };
  }

  function frozenIn(session: Session): FrozenFilters {
    const layers: FrozenFilters['layers'] = {};
    for (const layout of layoutsOf(session)) {
      const frozen = frozenOf(session.network.model, layout);
      if (frozen.length > 0) layers[layout.layer] = frozen;
    }
    return { run: session.run, layers };
  }

  return {
    async filter(run, place) {
      const session = host.of(run);
      return viewOf(session, layoutAt(layoutsOf(session), place), place.index);
    },

    async setFilter(run, change) {
      const session = host.of(run);
      const layout = layoutAt(layoutsOf(session), change);
      writeFilter(session.network.model, layout, change);
      edited.add(session);
      session.changed();
      return viewOf(session, layout, change.index);
    },

    async kernel(run, request) {
      const session = host.of(run);
      const layout = layoutAt(layoutsOf(session), request);
      return kernelChange(session.network.model, layout, request);
    },

    async randomFilter(run, place, seed) {
      const session = host.of(run);
      const layout = layoutAt(layoutsOf(session), place);
      // A network that starts from that seed, for its starting values alone.
      const { spec } = session.network;
      const model = session.engine.model({ ...spec, optimizer: 'sgd', seed, batchSize: 1 });
      try {
        const { values, bias } = readFilter(model, layout, place.index);
        const all = bias === undefined ? [...values] : [...values, bias];
        return { ...place, at: all.map((_, i) => i), values: all };
      } finally {
        model.dispose();
      }
    },

    async freeze(run, place, on) {
      const session = host.of(run);
      const layout = layoutAt(layoutsOf(session), place);
      freezeFilter(session.network.model, layout, place.index, on);
      session.changed();
      return frozenIn(session);
    },

    async frozen(run) {
      return frozenIn(host.of(run));
    },

    async quickTest(run, milliseconds) {
      const session = host.of(run);
      const result = await quickTest(session, milliseconds);
      // At rest nobody else notices that the curve's last point is of other weights.
      if (edited.delete(session) && !session.isRunning) session.weightsChanged();
      return result;
    },
  };
}
